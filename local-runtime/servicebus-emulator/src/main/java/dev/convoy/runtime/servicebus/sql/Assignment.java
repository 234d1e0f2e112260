package dev.convoy.runtime.servicebus.sql;

import dev.convoy.runtime.servicebus.message.Message;
import dev.convoy.runtime.servicebus.message.MessageView;
import dev.convoy.runtime.servicebus.message.Properties;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One step of an action. */
sealed interface Assignment {

    Message apply(Message message);

    /** Gives a property a value; a value that is unknown removes it. */
    record Set(PropertyName name, Expression expression) implements Assignment {
        @Override
        public Message apply(Message message) {
            return put(message, name, expression.value(new MessageView(message)));
        }
    }

    /** Takes a property away. */
    record Remove(PropertyName name) implements Assignment {
        @Override
        public Message apply(Message message) {
            return put(message, name, null);
        }
    }

    private static Message put(Message message, PropertyName name, @Nullable Object value) {
        Properties.Field field = name.field();
        if (field != null) {
            return message.withProperty(field, value == null ? null : value.toString());
        }
        Map<Object, @Nullable Object> all = new LinkedHashMap<>(message.applicationProperties());
        if (value == null) {
            all.remove(name.name());
        } else {
            all.put(name.name(), value);
        }
        return message.withAllApplicationProperties(all);
    }
}
