package dev.convoy.systemtests.simulation;

import dev.convoy.contracts.delivery.Redelivery;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.topology.Containers;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.contracts.topology.SubscriptionSpec;
import dev.convoy.contracts.topology.Topology;
import dev.convoy.functions.inventory.InventoryCommands;
import dev.convoy.functions.inventory.ReleaseStockHandler;
import dev.convoy.functions.inventory.ReservationBook;
import dev.convoy.functions.inventory.ReserveStockHandler;
import dev.convoy.functions.inventory.StockLedger;
import dev.convoy.functions.payment.ChargePaymentHandler;
import dev.convoy.functions.payment.PaymentBook;
import dev.convoy.functions.payment.PaymentCommands;
import dev.convoy.functions.payment.RefundPaymentHandler;
import dev.convoy.functions.platform.OutageException;
import dev.convoy.functions.platform.inbox.MessageConsumer;
import dev.convoy.functions.platform.inbox.ParkingLot;
import dev.convoy.functions.platform.outbox.OutboxLag;
import dev.convoy.functions.platform.outbox.OutboxRelay;
import dev.convoy.functions.platform.servicebus.BusMessage;
import dev.convoy.orchestrations.bus.Incoming;
import dev.convoy.orchestrations.events.EventIntake;
import dev.convoy.orchestrations.events.EventRouter;
import dev.convoy.orchestrations.order.OrderBookUnreachableException;
import dev.convoy.orchestrations.order.OrderChangedException;
import dev.convoy.orchestrations.order.SagaStep;
import dev.convoy.orchestrations.order.StepTaker;
import dev.convoy.orchestrations.ordersaga.SagaPolicy;
import dev.convoy.orchestrations.replay.HubWork;
import dev.convoy.orchestrations.replay.ReplayHub;
import dev.convoy.systemtests.simulation.Chaos.CrashException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything of one run, wired together; each method is one thing that can happen. Confined to one thread. */
final class World {

    private static final Set<String> HEARD_BY_SAGAS = Topology.topics().stream()
            .flatMap(topic -> topic.subscriptions().stream())
            .filter(subscription -> subscription.name().equals(Entities.ORDER_SAGA))
            .map(SubscriptionSpec::subjects)
            .flatMap(List::stream)
            .collect(Collectors.toSet());

    private final Chaos chaos;
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);

    final PlayedStore orders;
    final PlayedStore payments;
    final PlayedStore reservations;
    final PlayedStore stock;
    final PlayedBus bus;
    final PlayedGateway gateway;
    final ReplayHub hub;
    private final PlayedHub sagas;
    private final EventIntake intake;
    private final PaymentCommands paymentCommands;
    private final InventoryCommands inventoryCommands;
    private final List<Feed> feeds;
    private final Set<String> delivered = new HashSet<>();

    World(Chaos chaos, SagaPolicy policy) {
        this.chaos = chaos;
        orders = new PlayedStore(Containers.ORDERS, "orderId", chaos);
        payments = new PlayedStore(Containers.PAYMENTS, "orderId", chaos);
        reservations = new PlayedStore(Containers.RESERVATIONS, "orderId", chaos);
        stock = new PlayedStore(Containers.STOCK, "productId", chaos);
        bus = new PlayedBus(chaos, clock);
        gateway = new PlayedGateway(chaos);
        var book = new PlayedOrderBook(orders);
        var steps = new StepTaker(book, clock);
        hub = new ReplayHub(clock::instant, (name, input) -> Json.write(steps.take(Json.read(input, SagaStep.class))));
        sagas = new PlayedHub(hub, chaos);
        intake = new EventIntake(new EventRouter(book, policy), new PlayedSetAside(bus), clock, chaos.random());
        paymentCommands = paymentCommands();
        inventoryCommands = inventoryCommands();
        var relay = new OutboxRelay(bus, new ParkingLot(bus), new OutboxLag(clock));
        feeds = Stream.of(orders, payments, reservations)
                .map(store -> new Feed(store, relay))
                .toList();
    }

    private PaymentCommands paymentCommands() {
        var book = new PaymentBook(payments);
        return new PaymentCommands(
                consumer(Entities.PAYMENT_COMMANDS),
                new ChargePaymentHandler(book, gateway, clock),
                new RefundPaymentHandler(book, gateway, clock));
    }

    private InventoryCommands inventoryCommands() {
        var book = new ReservationBook(reservations);
        var ledger = new StockLedger(stock);
        return new InventoryCommands(
                consumer(Entities.INVENTORY_COMMANDS),
                new ReserveStockHandler(book, ledger, clock),
                new ReleaseStockHandler(book, ledger, clock));
    }

    private MessageConsumer consumer(String entity) {
        return new MessageConsumer(entity, bus, new ParkingLot(bus), Redelivery.DEFAULT, clock, chaos.random());
    }

    Instant now() {
        return now;
    }

    void pass(Duration duration) {
        now = now.plus(duration);
    }

    /** Lets time pass until something is due; false if nothing ever will be. */
    boolean passUntilDue() {
        Optional<Instant> due = Stream.of(hub.nextTimer(), bus.nextScheduled())
                .flatMap(Optional::stream)
                .filter(at -> at.isAfter(now))
                .min(Instant::compareTo);
        due.ifPresent(at -> now = at);
        return due.isPresent();
    }

    List<Feed> feedsToRelay() {
        return feeds.stream().filter(Feed::hasMore).toList();
    }

    /** Hands a message to its consumer; in a mishap the consumer's word that it is done is lost. */
    void deliver(PlayedBus.Waiting waiting) {
        try {
            consume(waiting);
            if (!chaos.mishap()) {
                bus.complete(waiting);
            }
        } catch (CrashException | OutageException | OrderBookUnreachableException e) {
            return; // the lock runs out and the message comes back
        }
    }

    private void consume(PlayedBus.Waiting waiting) {
        String body = waiting.message().body();
        delivered.add(waiting.message().messageId());
        switch (waiting.entity()) {
            case Entities.PAYMENT_COMMANDS ->
                paymentCommands.run(body, waiting.message().messageId(), attempts(waiting));
            case Entities.INVENTORY_COMMANDS ->
                inventoryCommands.run(body, waiting.message().messageId(), attempts(waiting));
            case Entities.EVENTS -> {
                if (HEARD_BY_SAGAS.contains(waiting.message().subject())) {
                    intake.take(incoming(waiting), sagas);
                }
            }
            case Entities.ORDER_SAGA_RETRIES -> intake.take(incoming(waiting), sagas);
            default -> throw new IllegalStateException("nobody consumes " + waiting.entity());
        }
    }

    private static Incoming incoming(PlayedBus.Waiting waiting) {
        BusMessage message = waiting.message();
        int attempt = Redelivery.attemptOf(attempts(waiting));
        return new Incoming(PlayedSetAside.ORIGIN, message.messageId(), message.body(), attempt);
    }

    private static String attempts(PlayedBus.Waiting waiting) {
        Object attempt = waiting.message().properties().getOrDefault("attempt", 1);
        return "{\"attempt\":" + attempt + "}";
    }

    /** Does a piece of the hub's work, or loses it, or does it and loses the result. */
    void perform(HubWork work) {
        switch (work) {
            case HubWork.Activity activity -> perform(activity);
            case HubWork.Turn turn -> performUnlessLost(turn);
            case HubWork.Timer timer -> performUnlessLost(timer);
        }
    }

    private void performUnlessLost(HubWork work) {
        if (!chaos.mishap()) {
            hub.perform(work);
        }
    }

    private void perform(HubWork.Activity activity) {
        try {
            if (chaos.mishap()) {
                String lost = hub.performAndLose(activity);
                assert !lost.isEmpty();
            } else {
                hub.perform(activity);
            }
        } catch (OrderBookUnreachableException | OrderChangedException e) {
            hub.fail(activity, String.valueOf(e.getMessage()));
        } catch (CrashException e) {
            return; // the hub gives it to another worker
        }
    }

    /** One container's change feed and how far the relay has come. */
    final class Feed {

        private final PlayedStore store;
        private final OutboxRelay relay;
        private int position;

        Feed(PlayedStore store, OutboxRelay relay) {
            this.store = store;
            this.relay = relay;
        }

        boolean hasMore() {
            return position < store.feed().size();
        }

        /** Relays the next page; in a mishap the checkpoint is lost and the page comes again. */
        void relay() {
            int end = Math.min(store.feed().size(), position + 1 + chaos.below(5));
            try {
                relay.relay(store.name(), store.feed().subList(position, end));
                if (!chaos.mishap()) {
                    position = end;
                }
            } catch (CrashException | OutageException e) {
                return; // the feed gives the same page again
            }
        }
    }

    /** Ids of messages that a consumer was given at least once. */
    Set<String> delivered() {
        return delivered;
    }
}
