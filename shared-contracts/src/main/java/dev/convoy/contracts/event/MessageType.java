package dev.convoy.contracts.event;

/**
 * One kind of message in one version.
 *
 * @param name the CloudEvents type, such as {@code dev.convoy.order.OrderCreated.v1}
 * @param shortName the last part without version, such as {@code OrderCreated}: Service Bus subject and external event name
 * @param source the publishing context as CloudEvents source, such as {@code /convoy/order}
 * @param payload the class of the data
 */
public record MessageType<T>(String name, String shortName, String source, Class<T> payload) {

    static <T> MessageType<T> of(String context, int version, Class<T> payload) {
        String shortName = payload.getSimpleName();
        return new MessageType<>(
                "dev.convoy." + context + "." + shortName + ".v" + version, shortName, "/convoy/" + context, payload);
    }
}
