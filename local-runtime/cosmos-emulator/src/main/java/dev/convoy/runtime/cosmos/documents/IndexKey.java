package dev.convoy.runtime.cosmos.documents;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;

/** What an index orders documents by: the value at one path, or the values at several together. */
public sealed interface IndexKey permits DocumentPath, CompositePath {

    /** What a document is filed under; a missing node where it has no value at the one path. */
    JsonNode in(JsonNode document);

    /** The order of such values. */
    Comparator<JsonNode> order();
}
