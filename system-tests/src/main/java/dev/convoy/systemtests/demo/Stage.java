package dev.convoy.systemtests.demo;

import dev.convoy.runtime.stack.LocalStack;
import dev.convoy.systemtests.client.Crowd;
import dev.convoy.systemtests.client.OrderView;
import dev.convoy.systemtests.client.OrdersClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** What a scenario plays on: a running stack, its order API, and someone who listens. Safe for use by several threads. */
public final class Stage {

    private static final Duration ORDER_LIMIT = Duration.ofSeconds(120);
    private static final AtomicInteger NAMES = new AtomicInteger();

    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    private static final Duration USUAL_OUTAGE = Duration.ofSeconds(30);

    private final LocalStack stack;
    private final OrdersClient orders;
    private final Teller teller;
    private final int mailPort;
    private final Duration outage;

    public Stage(LocalStack stack, OrdersClient orders, Teller teller) {
        this(stack, orders, teller, 0, USUAL_OUTAGE);
    }

    private Stage(LocalStack stack, OrdersClient orders, Teller teller, int mailPort, Duration outage) {
        this.stack = stack;
        this.orders = orders;
        this.teller = teller;
        this.mailPort = mailPort;
        this.outage = outage;
    }

    /** The same, in a house whose mail goes to a server at this port. */
    public Stage withMailPort(int port) {
        return new Stage(stack, orders, teller, port, outage);
    }

    /** The same, with outages of this length. */
    public Stage withOutage(Duration length) {
        return new Stage(stack, orders, teller, mailPort, length);
    }

    int mailPort() {
        return mailPort;
    }

    /** How long outages last. */
    Duration outage() {
        return outage;
    }

    BusControl bus() {
        return new BusControl(stack.serviceBusAdminUrl());
    }

    /** A client of the app that operators talk to. */
    OrdersClient operators() {
        return new OrdersClient(stack.app("orchestrations").url());
    }

    /**
     * Looks again and again until it is so.
     *
     * @throws ScenarioFailedException if it is not after so long
     */
    void until(String what, Duration limit, BooleanSupplier so) {
        Instant end = Instant.now().plus(limit);
        while (!so.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new ScenarioFailedException("not so after " + limit.toSeconds() + " s: " + what);
            }
            pass(LOOK_AGAIN);
        }
        teller.tell(what);
    }

    /** Lets time pass while something is away. */
    void pass(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ScenarioFailedException("interrupted");
        }
    }

    LocalStack stack() {
        return stack;
    }

    OrdersClient orders() {
        return orders;
    }

    void tell(String what) {
        teller.tell(what);
    }

    /** A name that no other scenario uses, for products and customers. */
    String name(String kind) {
        return kind + "-" + NAMES.incrementAndGet();
    }

    /** Follows the order to its end and tells each step of its timeline as it comes. */
    OrderView follow(String orderId) {
        int[] told = {0};
        return orders.follow(orderId, ORDER_LIMIT, order -> {
            for (; told[0] < order.timeline().size(); told[0]++) {
                teller.step(orderId, order.timeline().get(told[0]));
            }
        });
    }

    /** Follows many orders at once and tells only how each ends. */
    List<OrderView> followAll(List<String> orderIds) {
        return Crowd.atOnce(orderIds.size(), i -> {
            OrderView order = orders.follow(orderIds.get(i), ORDER_LIMIT, any -> {});
            teller.end(order);
            return order;
        });
    }
}
