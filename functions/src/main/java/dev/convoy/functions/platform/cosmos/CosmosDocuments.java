package dev.convoy.functions.platform.cosmos;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.functions.platform.store.StoredDocument;
import java.util.List;

/** Documents as Cosmos DB returns them, with its own fields, and as we see them. Stateless. */
final class CosmosDocuments {

    private static final List<String> SYSTEM_FIELDS = List.of("_rid", "_self", "_etag", "_attachments", "_ts", "_lsn");

    private CosmosDocuments() {}

    static StoredDocument stored(ObjectNode document) {
        String etag = unquoted(document.path("_etag").asText());
        ObjectNode content = document.deepCopy();
        content.remove(SYSTEM_FIELDS);
        return new StoredDocument(content, etag);
    }

    static String unquoted(String etag) {
        return etag.replace("\"", "");
    }

    static String quoted(String etag) {
        return '"' + etag + '"';
    }
}
