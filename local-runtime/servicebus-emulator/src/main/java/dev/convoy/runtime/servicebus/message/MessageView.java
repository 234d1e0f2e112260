package dev.convoy.runtime.servicebus.message;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message as filters look at it: decoded at most once, and only what they ask for. Confined to one thread. */
public final class MessageView {

    private final Message message;
    private @Nullable Properties properties;
    private @Nullable Map<Object, @Nullable Object> applicationProperties;

    public MessageView(Message message) {
        this.message = message;
    }

    public Message message() {
        return message;
    }

    public Properties properties() {
        if (properties == null) {
            properties = message.properties();
        }
        return properties;
    }

    public Map<Object, @Nullable Object> applicationProperties() {
        if (applicationProperties == null) {
            applicationProperties = message.applicationProperties();
        }
        return applicationProperties;
    }
}
