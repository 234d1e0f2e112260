package dev.convoy.runtime.servicebus.sql;

import dev.convoy.runtime.servicebus.message.AmqpValue;
import dev.convoy.runtime.servicebus.message.MessageView;
import dev.convoy.runtime.servicebus.message.Properties;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A message's property by name: one of the system's ({@code sys.}) or, in any other case, one of the sender's own. */
record PropertyName(boolean system, String name) {

    private static final Map<String, Properties.Field> SYSTEM = Map.ofEntries(
            Map.entry("CONTENTTYPE", Properties.Field.CONTENT_TYPE),
            Map.entry("CORRELATIONID", Properties.Field.CORRELATION_ID),
            Map.entry("LABEL", Properties.Field.SUBJECT),
            Map.entry("SUBJECT", Properties.Field.SUBJECT),
            Map.entry("MESSAGEID", Properties.Field.MESSAGE_ID),
            Map.entry("REPLYTO", Properties.Field.REPLY_TO),
            Map.entry("REPLYTOSESSIONID", Properties.Field.REPLY_TO_GROUP_ID),
            Map.entry("SESSIONID", Properties.Field.GROUP_ID),
            Map.entry("TO", Properties.Field.TO));

    boolean isKnown() {
        return !system || field() != null;
    }

    /** The system's property; null for the sender's own. */
    Properties.@Nullable Field field() {
        return system ? SYSTEM.get(name.toUpperCase(Locale.ROOT)) : null;
    }

    /** The value as the language computes with it: text, long, double or boolean; null when it is absent. */
    @Nullable
    Object value(MessageView message) {
        Properties.Field field = field();
        return field == null
                ? normal(message.applicationProperties().get(name))
                : message.properties().text(field);
    }

    private static @Nullable Object normal(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Byte number -> number.longValue();
            case Short number -> number.longValue();
            case Integer number -> number.longValue();
            case Float number -> number.doubleValue();
            case AmqpValue.UByte number -> (long) number.value();
            case AmqpValue.UShort number -> (long) number.value();
            case AmqpValue.UInt number -> number.value();
            case AmqpValue.ULong number -> number.bits();
            case AmqpValue.Symbol symbol -> symbol.name();
            case AmqpValue.Char character -> Character.toString(character.codePoint());
            case UUID uuid -> uuid.toString();
            case AmqpValue.Described described -> normal(described.value());
            case Object other -> other;
        };
    }
}
