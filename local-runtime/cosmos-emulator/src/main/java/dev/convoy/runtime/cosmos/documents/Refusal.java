package dev.convoy.runtime.cosmos.documents;

/** Why something was not done: the status and substatus of the service, and a sentence. */
public record Refusal(int status, int substatus, String message) {

    public static Refusal badRequest(String message) {
        return new Refusal(400, 0, message);
    }

    static Refusal itemNotFound(ItemKey key) {
        return new Refusal(404, 0, "Entity with the specified id does not exist in the system: " + key.id());
    }

    static Refusal conflict(ItemKey key) {
        return new Refusal(409, 0, "Entity with the specified id already exists in the system: " + key.id());
    }

    static Refusal uniqueKeyViolated() {
        return new Refusal(409, 0, "Unique index constraint violation.");
    }

    static Refusal preconditionFailed() {
        return new Refusal(412, 0, "One of the specified pre-condition is not met.");
    }

    /** The patch condition of {@link ItemOperation.Patch} did not hold. */
    static Refusal patchConditionFailed() {
        return new Refusal(412, 1110, "The patch filter predicate is not met.");
    }

    static Refusal tooLarge(int bytes) {
        return new Refusal(
                413, 0, "Request size is too large: " + bytes + " bytes, at most " + ItemBody.MAX_BYTES + ".");
    }

    /** Another operation of the same batch failed. */
    static Refusal failedDependency() {
        return new Refusal(424, 0, "Another operation of the batch failed.");
    }

    /** Database, container or parent not found. */
    public static Refusal ownerNotFound(String name) {
        return new Refusal(404, 1003, "Owner resource does not exist: " + name);
    }

    /** A database or container that was asked for itself is not there. */
    public static Refusal resourceNotFound(String name) {
        return new Refusal(404, 0, "Resource Not Found: " + name);
    }

    public static Refusal resourceExists(String name) {
        return new Refusal(409, 0, "Resource with specified id or name already exists: " + name);
    }

    /** Key in the request and key in the document differ. */
    public static Refusal partitionKeyMismatch() {
        return new Refusal(
                400, 1001, "PartitionKey extracted from document doesn't match the one specified in the header.");
    }
}
