package dev.convoy.contracts.topology;

/** Names of the Cosmos database and its containers, as constants because annotations need them so. */
public final class Containers {

    public static final String DATABASE = "convoy";
    public static final String ORDERS = "orders";
    public static final String PAYMENTS = "payments";
    public static final String STOCK = "stock";
    public static final String RESERVATIONS = "reservations";
    public static final String NOTIFICATIONS = "notifications";
    public static final String ANALYTICS = "analytics";
    public static final String LOOKUPS = "lookups";
    public static final String LOOKUP_CACHE = "lookup-cache";
    public static final String RESULTS = "results";
    /** Receipts and counters of big results, apart from {@link #RESULTS} so that its change feed stays quiet. */
    public static final String RESULT_RECEIPTS = "result-receipts";

    public static final String LINKS = "links";
    /** What operators did. */
    public static final String OPERATIONS = "operations";

    public static final String LEASES = "leases";

    /** App setting with the Cosmos connection. */
    public static final String COSMOS_CONNECTION = "CosmosConnection";

    private Containers() {}
}
