package dev.convoy.contracts.topology;

/** Names of Service Bus entities, as constants because annotations need them so. */
public final class Entities {

    public static final String EVENTS = "events";
    public static final String ORDER_SAGA = "order-saga";
    public static final String NOTIFICATION = "notification";
    public static final String ANALYTICS = "analytics";
    public static final String PAYMENT_COMMANDS = "payment-commands";
    public static final String INVENTORY_COMMANDS = "inventory-commands";
    public static final String LOOKUP_REQUESTS = "lookup-requests";
    public static final String LOOKUP_CALLBACKS = "lookup-callbacks";
    public static final String LOOKUP_COMPLETED = "lookup-completed";
    public static final String RESULT_HEADERS = "result-headers";
    public static final String RESULT_PAYLOADS = "result-payloads";
    /** Inline payloads only, read in batches. */
    public static final String RESULT_INLINE_PAYLOADS = "result-inline-payloads";

    public static final String RESULT_LIFECYCLE = "result-lifecycle";
    /** A topic; subscriptions are made per client, when it has its first transaction. */
    public static final String RESULT_NOTIFICATIONS = "result-notifications";
    /** Delayed copies for the subscription of that name, since nothing can be sent to one subscription alone. */
    public static final String NOTIFICATION_RETRIES = "notification-retries";
    /** As above. */
    public static final String ANALYTICS_RETRIES = "analytics-retries";

    /** As above. */
    public static final String ORDER_SAGA_RETRIES = "order-saga-retries";

    public static final String PARKED_MESSAGES = "parked-messages";

    /** App setting with the Service Bus connection. */
    public static final String SERVICE_BUS_CONNECTION = "ServiceBusConnection";

    private Entities() {}
}
