package dev.convoy.contracts.lookup;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * Where a result lies. In JSON the field {@code type} tells the kind. Further kinds extend {@link Other} and are registered by a {@link
 * dev.convoy.contracts.json.JsonExtension} under a type name of their own; workers need not know them.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ResultLocation.Cosmos.class, name = "cosmos"),
    @JsonSubTypes.Type(value = ResultLocation.Blob.class, name = "blob")
})
public sealed interface ResultLocation {

    /** Length of the result's JSON in UTF-8. */
    long sizeBytes();

    /** In a document of a container, in its field {@code data}. */
    record Cosmos(String container, String partitionKey, String documentId, long sizeBytes) implements ResultLocation {}

    /** In a blob of its own. */
    record Blob(String container, String name, String sha256, long sizeBytes) implements ResultLocation {}

    /** A kind that this module does not know. */
    non-sealed interface Other extends ResultLocation {}
}
