package dev.convoy.runtime.durable.history;

/** The name of one orchestration instance: 1 to 256 characters, no control characters. */
public record InstanceId(String value) {

    /** Longest id. Azure Storage takes 100, the Durable Task Scheduler 256. */
    public static final int MAX_LENGTH = 256;

    public InstanceId {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "instanceId: must have 1 to " + MAX_LENGTH + " characters, has " + value.length());
        }
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                throw new IllegalArgumentException("instanceId: must not contain control characters");
            }
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
