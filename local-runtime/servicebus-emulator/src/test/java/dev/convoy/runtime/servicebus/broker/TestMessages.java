package dev.convoy.runtime.servicebus.broker;

import dev.convoy.runtime.servicebus.message.AmqpValue;
import dev.convoy.runtime.servicebus.message.AmqpWriter;
import dev.convoy.runtime.servicebus.message.Annotation;
import dev.convoy.runtime.servicebus.message.Message;
import dev.convoy.runtime.servicebus.message.Properties;
import java.util.Map;

/** Messages as senders would encode them. */
final class TestMessages {

    private TestMessages() {}

    static Message message(String id) {
        byte[] body = new AmqpWriter(64)
                .descriptor(0x75)
                .value(new AmqpValue.Binary(new byte[10]))
                .toBytes();
        return Message.of(body).withProperty(Properties.Field.MESSAGE_ID, id);
    }

    static Message scheduled(String id, long atMillis) {
        byte[] plain = message(id).bytes();
        AmqpWriter out = new AmqpWriter(128)
                .descriptor(0x72)
                .value(Map.of(Annotation.SCHEDULED_ENQUEUE_TIME, new AmqpValue.Timestamp(atMillis)));
        return Message.of(out.raw(plain, 0, plain.length).toBytes());
    }

    static Message inSession(String id, String session) {
        return message(id).withProperty(Properties.Field.GROUP_ID, session);
    }

    static String idOf(Message message) {
        return String.valueOf(message.properties().text(Properties.Field.MESSAGE_ID));
    }
}
