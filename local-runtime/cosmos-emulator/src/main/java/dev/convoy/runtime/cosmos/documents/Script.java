package dev.convoy.runtime.cosmos.documents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A stored procedure, trigger or user-defined function of a container: JavaScript source and what goes with it.
 *
 * @param number names it in its {@code _rid}; unique among the container's scripts of its kind
 * @param version counts its replacements
 * @param json what the client wrote: {@code id}, {@code body}, and of a trigger {@code triggerType} and {@code triggerOperation}
 */
public record Script(Kind kind, String id, int number, int version, long timestamp, ObjectNode json) {

    private static final List<String> SYSTEM = List.of("_rid", "_self", "_etag", "_ts");
    private static final Set<String> OPERATIONS = Set.of("All", "Create", "Replace", "Delete", "Update", "Upsert");

    /**
     * Checks the body of a create or replace request and takes the service's properties off.
     *
     * @throws IllegalArgumentException naming the property that is missing or malformed
     */
    public static ObjectNode parse(Kind kind, ObjectNode sent) {
        ObjectNode json = sent.deepCopy();
        json.remove(SYSTEM);
        ItemBody.checkId(json.path("id").asText());
        if (!json.path("body").isTextual() || json.path("body").textValue().isBlank()) {
            throw new IllegalArgumentException("The property 'body' must be the text of a JavaScript function.");
        }
        if (kind == Kind.TRIGGER) {
            requireTrigger(json);
        }
        return json;
    }

    /** The source of its function. */
    public String body() {
        return json.path("body").textValue();
    }

    /** The ETag with its quotes. */
    public String etag() {
        return String.format(Locale.ROOT, "\"%08x-0000-4000-8000-%06x%06x\"", timestamp, number, version);
    }

    /** Whether it is a trigger that runs before the operation, not after it. */
    public boolean runsBefore() {
        return json.path("triggerType").asText().equals("Pre");
    }

    /**
     * Whether it is a trigger for operations of this name. {@code Update} is the older name of {@code Replace}; an upsert is a create
     * or a replace, so triggers of either run with it.
     */
    public boolean runsWith(String operation) {
        String own = json.path("triggerOperation").asText();
        boolean replaces = own.equals("Replace") || own.equals("Update");
        return own.equals("All")
                || own.equals(operation)
                || operation.equals("Replace") && replaces
                || operation.equals("Upsert") && (replaces || own.equals("Create"));
    }

    private static void requireTrigger(ObjectNode json) {
        String type = json.path("triggerType").asText();
        if (!type.equals("Pre") && !type.equals("Post")) {
            throw new IllegalArgumentException("The property 'triggerType' must be Pre or Post, not '" + type + "'.");
        }
        String operation = json.path("triggerOperation").asText();
        if (!OPERATIONS.contains(operation)) {
            throw new IllegalArgumentException("The property 'triggerOperation' must be one of "
                    + OPERATIONS.stream().sorted().toList() + ", not '" + operation + "'.");
        }
    }

    /** The three kinds, by their names on the wire. */
    public enum Kind {
        STORED_PROCEDURE("sprocs", "StoredProcedures", 8),
        TRIGGER("triggers", "Triggers", 7),
        USER_FUNCTION("udfs", "UserDefinedFunctions", 6);

        private final String path;
        private final String feed;
        private final int ridType;

        Kind(String path, String feed, int ridType) {
            this.path = path;
            this.feed = feed;
            this.ridType = ridType;
        }

        /** The segment of its URLs. */
        public String path() {
            return path;
        }

        /** The name of a list of them. */
        public String feed() {
            return feed;
        }

        int ridType() {
            return ridType;
        }
    }
}
