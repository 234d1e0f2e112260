package dev.convoy.systemtests.demo;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.systemtests.books.BooksClient;
import dev.convoy.systemtests.books.Findings;
import dev.convoy.systemtests.client.Crowd;
import dev.convoy.systemtests.client.OrderRequest;
import dev.convoy.systemtests.client.OrderView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Scenarios of a bus that is away, of messages that nobody can read, and of a past that comes again. */
final class HardTimes {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int DURING_THE_OUTAGE = 10;
    private static final int MOST_PARKED = 1_000;
    private static final String PARKED = "parked-messages";
    private static final List<String> QUEUES = List.of(
            "payment-commands", "inventory-commands", "lookup-requests", "lookup-completed", "result-lifecycle");
    private static final Set<String> WHERE_EVENTS_GO = Set.of(
            "events/order-saga",
            "events/notification",
            "events/analytics",
            "order-saga-retries",
            "notification-retries",
            "analytics-retries");

    private HardTimes() {}

    static void serviceBusAway(Stage stage) {
        String product = stage.name("tent");
        stage.orders().setStock(product, DURING_THE_OUTAGE);
        List<String> ids;
        stage.bus().goDown();
        try {
            ids = Crowd.atOnce(DURING_THE_OUTAGE, i -> stage.orders()
                    .place(stage.name("key"), OrderRequest.of(stage.name("max"), product)));
            stage.tell("Service Bus is away for " + stage.outage().toSeconds() + " s; " + ids.size()
                    + " orders were accepted all the same");
            stage.pass(stage.outage());
            Check.equal(
                    "status meanwhile",
                    "Pending",
                    stage.orders().order(ids.getFirst()).status());
        } finally {
            stage.bus().comeBack();
        }
        List<OrderView> ends = stage.followAll(ids);

        Check.that(
                "all complete", ends.stream().allMatch(order -> order.status().equals("Completed")));
        ids.forEach(id -> Check.equal("charges", 1L, stage.orders().ledger(id).charges()));
        Check.equal("stock left", 0, stage.orders().available(product));
    }

    static void unreadableMessages(Stage stage) {
        String product = stage.name("kite");
        String mark = stage.name("unreadable");
        stage.orders().setStock(product, 1);
        String future = "{\"specversion\":\"1.0\",\"id\":\"" + mark + "-future\",\"source\":\"/convoy/payment\","
                + "\"type\":\"dev.convoy.payment.PaymentFailed.v9\",\"subject\":\"ord-1\",\"data\":{}}";

        send(stage, "events", "PaymentFailed", mark + "-nonsense", "nonsense");
        send(stage, "events", "PaymentFailed", mark + "-future", future);
        QUEUES.forEach(queue -> send(stage, queue, "Nonsense", mark + "-" + queue, "nonsense"));
        String id = stage.orders().place(stage.name("key"), OrderRequest.of(stage.name("zoe"), product));

        Check.equal(
                "status of the order behind them", "Completed", stage.follow(id).status());
        Set<String> subscribers = Set.of("events/order-saga", "events/notification", "events/analytics");
        stage.until("nonsense is parked by each subscriber", LIMIT, () -> parked(stage, mark + "-nonsense")
                .equals(subscribers));
        stage.until("the future is parked by each subscriber", LIMIT, () -> parked(stage, mark + "-future")
                .equals(subscribers));
        stage.until("so is what came to queues", LIMIT, () -> QUEUES.stream()
                .allMatch(queue -> parked(stage, mark + "-" + queue).equals(Set.of(queue))));
        repair(stage, mark);
    }

    /** An operator sends one back, which is parked again, and throws the rest away. */
    private static void repair(Stage stage, String mark) {
        BooksClient books = new BooksClient(stage.orders(), "");
        List<JsonNode> ours = ours(books, mark);
        JsonNode back = ours.getFirst();
        books.repair("resubmit", PARKED, back.path("sequence").asLong(), "try again");
        stage.until(
                "what was sent back is parked again",
                LIMIT,
                () -> ours(books, mark).size() == ours.size());
        for (JsonNode message : ours(books, mark)) {
            books.repair("discard", PARKED, message.path("sequence").asLong(), "nonsense");
        }
        Check.equal("parked messages of ours", 0, ours(books, mark).size());
        Check.equal(
                "deeds on record",
                ours.size() + 1L,
                books.repairs(PARKED).stream()
                        .filter(deed -> deed.path("messageId").asText().startsWith(mark))
                        .count());
    }

    private static List<JsonNode> ours(BooksClient books, String mark) {
        return books.deadLetters(PARKED).stream()
                .filter(message -> message.path("messageId").asText().startsWith(mark))
                .toList();
    }

    static void pastComesAgain(Stage stage) {
        String product = stage.name("drum");
        stage.orders().setStock(product, 1);
        OrderView happy =
                stage.follow(stage.orders().place(stage.name("key"), OrderRequest.of(stage.name("kim"), product)));
        OrderView unhappy =
                stage.follow(stage.orders().place(stage.name("key"), OrderRequest.of(stage.name("leo"), product)));
        BooksClient books = new BooksClient(stage.orders(), "");
        Findings before = balanced(stage, books);
        int letters = letters(stage, happy.id()) + letters(stage, unhappy.id());

        Instant now = Instant.now();
        int replayed = 0;
        for (String subscription : List.of("order-saga", "notification", "analytics")) {
            for (String context : BooksClient.CONTEXTS) {
                replayed += books.replay(context, now.minus(Duration.ofDays(1)), now, subscription);
            }
        }
        stage.tell(replayed + " events of the day were published again");
        stage.until("all are handled", LIMIT, () -> stage.bus().isIdle(WHERE_EVENTS_GO));

        Check.that("there were events", replayed > 0);
        Check.equal("the books", before, balanced(stage, books));
        Check.equal("letters", letters, letters(stage, happy.id()) + letters(stage, unhappy.id()));
        Check.equal("steps", happy.steps(), stage.orders().order(happy.id()).steps());
        Check.equal("steps", unhappy.steps(), stage.orders().order(unhappy.id()).steps());
    }

    private static Findings balanced(Stage stage, BooksClient books) {
        Findings findings = books.check(LIMIT);
        findings.lines().forEach(stage::tell);
        Check.that("the books balance, with nothing under way", findings.balance() && findings.atRest());
        return findings;
    }

    private static int letters(Stage stage, String id) {
        return stage.orders()
                .call("GET", "/notifications?orderId=" + id, "", Map.of())
                .body()
                .path("notifications")
                .size();
    }

    private static void send(Stage stage, String entity, String subject, String messageId, String body) {
        try (ServiceBusSenderClient sender =
                builder(stage).sender().queueName(entity).buildClient()) {
            sender.sendMessage(new ServiceBusMessage(body).setSubject(subject).setMessageId(messageId));
        }
    }

    /** Where the message comes from that was parked under this id, once for each who parked it. */
    static Set<String> parked(Stage stage, String messageId) {
        Set<String> origins = new TreeSet<>();
        try (ServiceBusReceiverClient receiver =
                builder(stage).receiver().queueName(PARKED).buildClient()) {
            for (ServiceBusReceivedMessage message : receiver.peekMessages(MOST_PARKED)) {
                if (message.getMessageId().equals(messageId)) {
                    origins.add(
                            String.valueOf(message.getApplicationProperties().get("origin")));
                    Check.that(
                            "a reason is given",
                            message.getApplicationProperties().containsKey("reason"));
                }
            }
        }
        return origins;
    }

    private static ServiceBusClientBuilder builder(Stage stage) {
        return new ServiceBusClientBuilder().connectionString(stage.stack().serviceBus());
    }
}
