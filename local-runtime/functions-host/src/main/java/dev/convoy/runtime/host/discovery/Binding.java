package dev.convoy.runtime.host.discovery;

import java.util.Locale;

/** One binding of a function: its parameter's name, its type such as {@code serviceBusTrigger}, and its own fields. */
public record Binding(String name, String type, Direction direction, DataType dataType, Fields fields) {

    /** Which way values flow. */
    public enum Direction {
        IN,
        OUT,
        INOUT
    }

    /** How the value reaches the function; {@code UNDEFINED} leaves it to the binding. */
    public enum DataType {
        UNDEFINED,
        STRING,
        BINARY,
        STREAM
    }

    static Binding read(Fields fields) {
        return new Binding(
                fields.requiredText("name"),
                fields.requiredText("type"),
                fields.oneOf("direction", Direction.class, Direction.IN),
                fields.oneOf("dataType", DataType.class, DataType.UNDEFINED),
                fields);
    }

    /** Whether this is the trigger: its type's name says so. */
    public boolean isTrigger() {
        return type.toLowerCase(Locale.ROOT).endsWith("trigger");
    }

    /** Whether the type is this one, whatever the case. */
    public boolean is(String otherType) {
        return type.equalsIgnoreCase(otherType);
    }

    /** Whether values go out of the function. */
    public boolean isOutput() {
        return direction != Direction.IN;
    }

    /** Whether the function wants bytes. */
    public boolean isBinary() {
        return dataType == DataType.BINARY || dataType == DataType.STREAM;
    }

    /**
     * The connection string of this binding.
     *
     * @throws BrokenAppException naming the setting that has no value
     */
    public String connection(String fallbackSetting) {
        return connectionIn("connection", fallbackSetting);
    }

    /** The connection string that the given field names a setting for. */
    public String connectionIn(String field, String fallbackSetting) {
        String setting = fields.text(field).orElse(fallbackSetting);
        return fields.settings()
                .connection(setting)
                .orElseThrow(() -> fields.broken(field, "names setting " + setting + ", which has no value"));
    }
}
