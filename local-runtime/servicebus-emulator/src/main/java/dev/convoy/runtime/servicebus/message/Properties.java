package dev.convoy.runtime.servicebus.message;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A message's immutable properties section (AMQP 1.0 §3.2.4), by field. */
public final class Properties {

    /** A field and its place in the section's list. */
    public enum Field {
        MESSAGE_ID,
        USER_ID,
        TO,
        SUBJECT,
        REPLY_TO,
        CORRELATION_ID,
        CONTENT_TYPE,
        CONTENT_ENCODING,
        ABSOLUTE_EXPIRY_TIME,
        CREATION_TIME,
        GROUP_ID,
        GROUP_SEQUENCE,
        REPLY_TO_GROUP_ID
    }

    /** No property set. */
    public static final Properties NONE = new Properties(List.of());

    private final List<@Nullable Object> fields;

    Properties(List<@Nullable Object> fields) {
        this.fields = Collections.unmodifiableList(fields);
    }

    /** The field as it was encoded, or null. */
    public @Nullable Object get(Field field) {
        return Header.field(fields, field.ordinal());
    }

    /** The field as text: identifiers may also be numbers, UUIDs or bytes; null when absent. */
    public @Nullable String text(Field field) {
        return switch (get(field)) {
            case null -> null;
            case String text -> text;
            case AmqpValue.Symbol symbol -> symbol.name();
            case AmqpValue.ULong number -> Long.toUnsignedString(number.bits());
            case AmqpValue.Binary binary -> HexFormat.of().formatHex(binary.bytes());
            case UUID uuid -> uuid.toString();
            case Object other -> String.valueOf(other);
        };
    }

    Properties with(Field field, @Nullable Object value) {
        List<@Nullable Object> changed = new ArrayList<>(fields);
        while (changed.size() <= field.ordinal()) {
            changed.add(null);
        }
        changed.set(field.ordinal(), value);
        return new Properties(changed);
    }

    List<@Nullable Object> fields() {
        return fields;
    }
}
