package dev.convoy.systemtests.demo;

import dev.convoy.runtime.stack.LocalStack;
import dev.convoy.systemtests.client.Crowd;
import dev.convoy.systemtests.client.OrderView;
import dev.convoy.systemtests.client.OrdersClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What a scenario plays on: a running stack, its order API, and someone who listens. Safe for use by several threads. */
public final class Stage {

    private static final Duration ORDER_LIMIT = Duration.ofSeconds(120);
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final LocalStack stack;
    private final OrdersClient orders;
    private final Teller teller;

    public Stage(LocalStack stack, OrdersClient orders, Teller teller) {
        this.stack = stack;
        this.orders = orders;
        this.teller = teller;
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
