package dev.convoy.systemtests.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.event.EventIds;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.id.CustomerId;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.id.ProductId;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.money.Amount;
import dev.convoy.contracts.order.OrderCancellationRequested;
import dev.convoy.contracts.order.OrderCreated;
import dev.convoy.contracts.order.OrderDocument;
import dev.convoy.contracts.order.OrderLine;
import dev.convoy.contracts.order.OrderStatus;
import dev.convoy.contracts.order.TimelineEntry;
import dev.convoy.contracts.outbox.Destination;
import dev.convoy.contracts.outbox.OutboxEntry;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.functions.platform.store.StoreUnreachableException;
import dev.convoy.functions.platform.store.Write;
import dev.convoy.orchestrations.ordersaga.OperatorSignal;
import dev.convoy.orchestrations.ordersaga.OrderRepair;
import dev.convoy.orchestrations.ordersaga.SagaPolicy;
import dev.convoy.orchestrations.ordersaga.SignalNames;
import dev.convoy.orchestrations.replay.HubWork;
import dev.convoy.systemtests.simulation.Chaos.CrashException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One run of the world from a seed: orders come in, some are cancelled, things go wrong for a while, then calm returns and everything
 * is done that can be done. Confined to one thread.
 */
final class Run {

    /** Calm may return while orders are still coming in, or long after the last of them ended. */
    private static final int FEWEST_CHAOTIC_STEPS = 40;

    private static final int MOST_CHAOTIC_STEPS = 300;
    /** Far more than any run needs; reaching it means that something never ends. */
    private static final int MOST_STEPS = 20_000;

    private static final Destination EVENTS = new Destination(Entities.EVENTS);
    private static final List<ProductId> PRODUCTS = List.of(new ProductId("ink"), new ProductId("pen"));

    private final Chaos chaos;
    final World world;
    final List<OrderId> orders = new ArrayList<>();
    final int stockOfEach;

    Run(long seed) {
        chaos = new Chaos(seed);
        world = new World(chaos, policy());
        stockOfEach = chaos.below(6);
        chaos.calmDownFor(() -> PRODUCTS.forEach(this::stock));
    }

    private SagaPolicy policy() {
        Duration deadline = Duration.ofSeconds(5L + chaos.below(120));
        return new SagaPolicy(deadline, deadline, Duration.ofSeconds(1L + chaos.below(20)), 1 + chaos.below(4));
    }

    private void stock(ProductId product) {
        var document = Json.mapper()
                .createObjectNode()
                .put("id", product.value())
                .put("productId", product.value())
                .put("kind", "stock")
                .put("available", stockOfEach)
                .put("held", 0);
        world.stock.commit(product.value(), List.of(new Write.Create(document)));
    }

    /** The whole run. */
    Run play() {
        int toCome = 1 + chaos.below(4);
        int chaoticSteps = FEWEST_CHAOTIC_STEPS + chaos.below(MOST_CHAOTIC_STEPS - FEWEST_CHAOTIC_STEPS);
        for (int step = 0; step < chaoticSteps; step++) {
            if (toCome > 0 && chaos.chance(0.1)) {
                placeOrder(orders.size());
                toCome--;
            } else if (!orders.isEmpty() && chaos.chance(0.01)) {
                requestCancellation(chaos.pick(orders));
            } else if (chaos.chance(0.02)) {
                haveItAskedAgain();
            } else {
                somethingHappens();
            }
        }
        chaos.calmDown();
        settle();
        return this;
    }

    private void somethingHappens() {
        List<Runnable> possible = possible();
        if (possible.isEmpty() || chaos.chance(0.05)) {
            world.pass(Duration.ofMillis(chaos.below(20_000)));
        } else {
            chaos.pick(possible).run();
        }
    }

    private List<Runnable> possible() {
        List<Runnable> possible = new ArrayList<>();
        world.bus.deliverable().forEach(message -> possible.add(() -> world.deliver(message)));
        world.feedsToRelay().forEach(feed -> possible.add(feed::relay));
        for (HubWork work : world.hub.ready()) {
            possible.add(() -> world.perform(work));
        }
        return possible;
    }

    private void settle() {
        for (int step = 0; step < MOST_STEPS; step++) {
            List<Runnable> possible = possible();
            if (!possible.isEmpty()) {
                chaos.pick(possible).run();
            } else if (!world.passUntilDue() && !operatorsHelp()) {
                return;
            }
        }
        throw new AssertionError("it does not come to rest");
    }

    /** Operators send parked messages back and have compensations asked for again; false if there is nothing for them to do. */
    private boolean operatorsHelp() {
        world.bus.resubmitParked();
        return !world.bus.deliverable().isEmpty() || haveItAskedAgain();
    }

    private boolean haveItAskedAgain() {
        var signal = new OperatorSignal("eve", "the worker is back");
        boolean heard = false;
        for (OrderId order : orders) {
            if (status(order) == OrderStatus.NeedsAttention) {
                heard |= world.hub.raise(order.value(), SignalNames.OPERATOR_RETRY, signal);
                heard |= world.hub.raise(OrderRepair.instanceId(order), SignalNames.OPERATOR_RETRY, signal);
            }
        }
        return heard;
    }

    OrderStatus status(OrderId order) {
        return OrderStatus.valueOf(document(order).path("status").asText());
    }

    OrderDocument order(OrderId order) {
        return Json.read(document(order), OrderDocument.class);
    }

    private ObjectNode document(OrderId order) {
        return world.orders.look(order.value(), order.value()).orElseThrow();
    }

    private void placeOrder(int number) {
        OrderDocument order = newOrder(new OrderId("order-" + number));
        var created = new OrderCreated(
                order.orderId(),
                order.customerId(),
                order.totalAmount(),
                "EUR",
                "api",
                order.items(),
                order.createdAt());
        String id = EventIds.of(MessageTypes.ORDER_CREATED, order.id());
        var event = new Envelope<>(
                id, MessageTypes.ORDER_CREATED, order.id(), world.now(), null, order.id(), order.id(), created);
        chaos.calmDownFor(() -> world.orders.commit(
                order.id(), List.of(new Write.Create(Json.tree(order)), new Write.Create(outbox(event, order.id())))));
        orders.add(order.orderId());
    }

    private void requestCancellation(OrderId order) {
        var request = new OrderCancellationRequested(order, "changed my mind", world.now());
        String id = EventIds.of(MessageTypes.ORDER_CANCELLATION_REQUESTED, order.value());
        var event = new Envelope<>(
                id,
                MessageTypes.ORDER_CANCELLATION_REQUESTED,
                order.value(),
                world.now(),
                null,
                order.value(),
                order.value(),
                request);
        try {
            world.orders.commit(order.value(), List.of(new Write.Create(outbox(event, order.value()))));
        } catch (CrashException | StoreUnreachableException e) {
            return; // the customer got no answer and may ask again
        }
    }

    private static ObjectNode outbox(Envelope<?> event, String orderId) {
        return OutboxEntry.of(event, EVENTS).toDocument("orderId", orderId);
    }

    private OrderDocument newOrder(OrderId id) {
        List<OrderLine> lines = PRODUCTS.stream()
                .filter(product -> chaos.chance(0.7))
                .map(product -> new OrderLine(product, 1 + chaos.below(3), Amount.of("9.95")))
                .toList();
        List<OrderLine> items =
                lines.isEmpty() ? List.of(new OrderLine(PRODUCTS.getFirst(), 1, Amount.of("9.95"))) : lines;
        return new OrderDocument(
                id.value(),
                id,
                OrderDocument.KIND,
                "client-1",
                new CustomerId("ada"),
                items,
                items.stream().map(OrderLine::total).reduce(Amount.ZERO, Amount::plus),
                "EUR",
                chaos.chance(0.2) ? PlayedGateway.DECLINED : "tok-approve",
                OrderStatus.Pending,
                null,
                null,
                null,
                null,
                null,
                List.of(new TimelineEntry("OrderCreated", world.now(), null)),
                "digest",
                id.value(),
                null,
                world.now(),
                world.now());
    }
}
