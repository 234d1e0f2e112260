package dev.convoy.runtime.servicebus.config;

/** A {@code Config.json} that cannot be used; the message names file and field in one line. */
public final class BrokenConfigException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public BrokenConfigException(String file, String field, String problem) {
        super(file + ": " + (field.isEmpty() ? "" : field + ": ") + problem);
    }
}
