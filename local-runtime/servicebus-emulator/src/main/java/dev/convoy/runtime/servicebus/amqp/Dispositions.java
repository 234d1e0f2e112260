package dev.convoy.runtime.servicebus.amqp;

import dev.convoy.runtime.servicebus.broker.Disposition;
import dev.convoy.runtime.servicebus.message.AmqpValue;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.qpid.protonj2.types.Binary;
import org.apache.qpid.protonj2.types.Decimal128;
import org.apache.qpid.protonj2.types.Symbol;
import org.apache.qpid.protonj2.types.UnsignedByte;
import org.apache.qpid.protonj2.types.UnsignedInteger;
import org.apache.qpid.protonj2.types.UnsignedLong;
import org.apache.qpid.protonj2.types.UnsignedShort;
import org.apache.qpid.protonj2.types.messaging.Accepted;
import org.apache.qpid.protonj2.types.messaging.Modified;
import org.apache.qpid.protonj2.types.messaging.Outcome;
import org.apache.qpid.protonj2.types.messaging.Rejected;
import org.apache.qpid.protonj2.types.messaging.Released;
import org.apache.qpid.protonj2.types.transactions.TransactionalState;
import org.apache.qpid.protonj2.types.transport.DeliveryState;
import org.apache.qpid.protonj2.types.transport.ErrorCondition;
import org.jspecify.annotations.Nullable;

/** Delivery states as the SDKs use them, read as what the broker is to do ("AMQP protocol guide", settlement). Stateless. */
final class Dispositions {

    private static final String DEAD_LETTER = "com.microsoft:dead-letter";
    private static final String REASON = "DeadLetterReason";
    private static final String DESCRIPTION = "DeadLetterErrorDescription";

    private Dispositions() {}

    /** Null for a state that settles nothing. */
    static @Nullable Disposition read(DeliveryState state) {
        return switch (state) {
            case TransactionalState it when it.getOutcome() instanceof DeliveryState outcome -> read(outcome);
            case Accepted ignored -> new Disposition.Complete();
            case Released ignored -> new Disposition.Release();
            case Modified modified
            when modified.isUndeliverableHere() -> new Disposition.Defer(properties(modified.getMessageAnnotations()));
            case Modified modified -> new Disposition.Abandon(properties(modified.getMessageAnnotations()));
            case Rejected rejected -> deadLetter(rejected.getError());
            default -> null;
        };
    }

    /** The state with which the same outcome is confirmed. */
    static DeliveryState echo(DeliveryState state) {
        return state instanceof Rejected ? new Rejected() : state;
    }

    /** The answer to a delivery of this state: in a transaction it goes by that transaction's name (AMQP 1.0 §4.4). */
    static <S extends DeliveryState & Outcome> DeliveryState within(@Nullable DeliveryState state, S answer) {
        return state instanceof TransactionalState transactional
                ? new TransactionalState().setTxnId(transactional.getTxnId()).setOutcome(answer)
                : answer;
    }

    private static Disposition deadLetter(@Nullable ErrorCondition error) {
        if (error == null) {
            return new Disposition.DeadLetter(null, null, Map.of());
        }
        Map<String, Object> properties = properties(error.getInfo());
        boolean byServiceBus = DEAD_LETTER.equals(String.valueOf(error.getCondition()));
        String reason = text(properties.remove(REASON));
        String description = text(properties.remove(DESCRIPTION));
        return new Disposition.DeadLetter(
                reason == null && !byServiceBus ? String.valueOf(error.getCondition()) : reason,
                description == null && !byServiceBus ? error.getDescription() : description,
                properties);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static Map<String, Object> properties(@Nullable Map<?, ?> sent) {
        Map<String, Object> properties = new LinkedHashMap<>();
        if (sent != null) {
            sent.forEach((key, value) -> {
                if (value != null) {
                    properties.put(key.toString(), ours(value));
                }
            });
        }
        return properties;
    }

    /** The engine's types as those of the message codec. */
    static Object ours(Object value) {
        return switch (value) {
            case Symbol symbol -> new AmqpValue.Symbol(symbol.toString());
            case Binary binary -> new AmqpValue.Binary(binary.asByteArray());
            case Date date -> new AmqpValue.Timestamp(date.getTime());
            case UnsignedByte number -> new AmqpValue.UByte(number.intValue());
            case UnsignedShort number -> new AmqpValue.UShort(number.intValue());
            case UnsignedInteger number -> new AmqpValue.UInt(number.longValue());
            case UnsignedLong number -> new AmqpValue.ULong(number.longValue());
            case Character character -> new AmqpValue.Char(character);
            case Decimal128 decimal -> decimal.toString();
            default -> value;
        };
    }
}
