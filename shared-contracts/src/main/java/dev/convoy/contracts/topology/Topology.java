package dev.convoy.contracts.topology;

import dev.convoy.contracts.event.MessageType;
import dev.convoy.contracts.event.MessageTypes;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Every entity and container of the system; what local configuration and Bicep must agree with. */
public final class Topology {

    private static final Duration LOCK = Duration.ofMinutes(1);
    private static final Duration LONG_LOCK = Duration.ofMinutes(5);
    private static final Duration DUPLICATE_WINDOW = Duration.ofMinutes(10);
    private static final int DELIVERIES = 10;
    private static final int BEST_EFFORT_DELIVERIES = 5;

    private Topology() {}

    public static List<QueueSpec> queues() {
        Stream<String> before = Stream.of(
                Entities.PAYMENT_COMMANDS,
                Entities.INVENTORY_COMMANDS,
                Entities.LOOKUP_REQUESTS,
                Entities.LOOKUP_CALLBACKS);
        Stream<String> lookups = LookupServices.all().stream().map(LookupServiceSpec::queue);
        Stream<String> after = Stream.of(
                Entities.LOOKUP_COMPLETED,
                Entities.RESULT_HEADERS,
                Entities.RESULT_PAYLOADS,
                Entities.RESULT_INLINE_PAYLOADS,
                Entities.RESULT_LIFECYCLE,
                Entities.ORDER_SAGA_RETRIES,
                Entities.NOTIFICATION_RETRIES,
                Entities.ANALYTICS_RETRIES,
                Entities.PARKED_MESSAGES);
        return Stream.of(before, lookups, after)
                .flatMap(names -> names)
                .map(name -> new QueueSpec(name, lockOf(name), DELIVERIES))
                .toList();
    }

    /** A message may wait behind chunks of hundreds of megabytes. */
    private static Duration lockOf(String queue) {
        return queue.equals(Entities.RESULT_PAYLOADS) ? LONG_LOCK : LOCK;
    }

    public static List<TopicSpec> topics() {
        return List.of(
                new TopicSpec(Entities.EVENTS, DUPLICATE_WINDOW, List.of(orderSaga(), notification(), analytics())),
                new TopicSpec(Entities.RESULT_NOTIFICATIONS, DUPLICATE_WINDOW, List.of()));
    }

    public static List<ContainerSpec> containers() {
        return List.of(
                new ContainerSpec(Containers.ORDERS, "/orderId", true),
                new ContainerSpec(Containers.PAYMENTS, "/orderId", true),
                new ContainerSpec(Containers.STOCK, "/productId", true),
                new ContainerSpec(Containers.RESERVATIONS, "/orderId", true),
                new ContainerSpec(Containers.NOTIFICATIONS, "/orderId", true),
                new ContainerSpec(Containers.ANALYTICS, "/bucket", true),
                new ContainerSpec(Containers.LOOKUPS, "/lookupId", true),
                new ContainerSpec(Containers.LOOKUP_CACHE, "/key", true),
                new ContainerSpec(Containers.RESULTS, "/transactionId", true),
                new ContainerSpec(Containers.RESULT_RECEIPTS, "/transactionId", true),
                new ContainerSpec(Containers.LINKS, "/phrase", true),
                new ContainerSpec(Containers.OPERATIONS, "/entity", true),
                new ContainerSpec(Containers.LEASES, "/id", false));
    }

    private static SubscriptionSpec orderSaga() {
        return new SubscriptionSpec(
                Entities.ORDER_SAGA,
                LOCK,
                DELIVERIES,
                subjects(
                        MessageTypes.ORDER_CREATED,
                        MessageTypes.ORDER_CANCELLATION_REQUESTED,
                        MessageTypes.PAYMENT_SUCCEEDED,
                        MessageTypes.PAYMENT_FAILED,
                        MessageTypes.PAYMENT_REFUNDED,
                        MessageTypes.INVENTORY_RESERVED,
                        MessageTypes.INVENTORY_FAILED,
                        MessageTypes.INVENTORY_RELEASED));
    }

    private static SubscriptionSpec notification() {
        return new SubscriptionSpec(
                Entities.NOTIFICATION,
                LOCK,
                BEST_EFFORT_DELIVERIES,
                subjects(
                        MessageTypes.ORDER_CREATED,
                        MessageTypes.ORDER_COMPLETED,
                        MessageTypes.ORDER_CANCELLED,
                        MessageTypes.PAYMENT_FAILED));
    }

    private static SubscriptionSpec analytics() {
        return new SubscriptionSpec(Entities.ANALYTICS, LOCK, DELIVERIES, List.of());
    }

    /** By subject, which has no version: a version of the future comes in, too, and its consumer parks it instead of missing it. */
    private static List<String> subjects(MessageType<?>... types) {
        return Stream.of(types).map(MessageType::shortName).toList();
    }
}
