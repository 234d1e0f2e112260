package dev.convoy.functions.platform.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.contracts.json.Json;
import java.util.ArrayList;
import java.util.List;

/** What the change feed trigger hands over: a JSON array of documents. Stateless. */
public final class ChangeFeedPage {

    private ChangeFeedPage() {}

    /** The documents in their order. */
    public static List<JsonNode> read(String text) {
        List<JsonNode> documents = new ArrayList<>();
        Json.read(text, JsonNode.class).forEach(documents::add);
        return documents;
    }
}
