package dev.convoy.functions.wiring;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.convoy.contracts.delivery.Redelivery;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.topology.Containers;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.functions.analytics.AnalyticsEvents;
import dev.convoy.functions.analytics.EventCounters;
import dev.convoy.functions.analytics.SummaryHttp;
import dev.convoy.functions.bigresult.ResultFeature;
import dev.convoy.functions.inventory.Availability;
import dev.convoy.functions.inventory.AvailabilityHttp;
import dev.convoy.functions.inventory.InventoryCommands;
import dev.convoy.functions.inventory.ReleaseStockHandler;
import dev.convoy.functions.inventory.ReservationBook;
import dev.convoy.functions.inventory.ReservationOutboxFeed;
import dev.convoy.functions.inventory.ReserveStockHandler;
import dev.convoy.functions.inventory.SetStockHttp;
import dev.convoy.functions.inventory.StockLedger;
import dev.convoy.functions.inventory.SweepReservations;
import dev.convoy.functions.inventory.SweepReservationsTimer;
import dev.convoy.functions.lookup.LookupFeature;
import dev.convoy.functions.notification.NotificationBook;
import dev.convoy.functions.notification.NotificationEvents;
import dev.convoy.functions.notification.NotificationsHttp;
import dev.convoy.functions.notification.NotifyCustomer;
import dev.convoy.functions.operations.BooksHttp;
import dev.convoy.functions.operations.DeadLettersHttp;
import dev.convoy.functions.operations.DependencyCheck;
import dev.convoy.functions.operations.HealthHttp;
import dev.convoy.functions.operations.OutboxHttp;
import dev.convoy.functions.operations.ReplayHttp;
import dev.convoy.functions.order.CancelOrder;
import dev.convoy.functions.order.CancelOrderHttp;
import dev.convoy.functions.order.FollowOrder;
import dev.convoy.functions.order.ListOrdersHttp;
import dev.convoy.functions.order.OrderBook;
import dev.convoy.functions.order.OrderOutboxFeed;
import dev.convoy.functions.order.OrderStatusHttp;
import dev.convoy.functions.order.PlaceOrder;
import dev.convoy.functions.order.PlaceOrderHttp;
import dev.convoy.functions.payment.ChargePaymentHandler;
import dev.convoy.functions.payment.PaymentBook;
import dev.convoy.functions.payment.PaymentCommands;
import dev.convoy.functions.payment.PaymentOutboxFeed;
import dev.convoy.functions.payment.PaymentsHttp;
import dev.convoy.functions.payment.RefundPaymentHandler;
import dev.convoy.functions.payment.SimulatedPaymentGateway;
import dev.convoy.functions.platform.blob.BlobServices;
import dev.convoy.functions.platform.http.OrderOwners;
import dev.convoy.functions.platform.inbox.MessageConsumer;
import dev.convoy.functions.platform.inbox.ParkingLot;
import dev.convoy.functions.platform.outbox.OutboxLag;
import dev.convoy.functions.platform.outbox.OutboxRelay;
import dev.convoy.functions.platform.outbox.OutboxReplay;
import dev.convoy.functions.platform.servicebus.ServiceBusMessageShelf;
import dev.convoy.functions.platform.servicebus.Subscriptions;
import dev.convoy.functions.platform.store.DocumentStore;
import dev.convoy.functions.platform.waiting.Follower;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Puts the features together and names the functions among them. Confined to start-up. */
final class Features {

    private final Technology technology;
    private final ParkingLot parking;
    private final OutboxLag lag;
    private final OutboxRelay relay;
    private final List<Object> functions = new ArrayList<>();

    private Features(Technology technology) {
        this.technology = technology;
        this.parking = new ParkingLot(technology.bus());
        this.lag = new OutboxLag(technology.clock());
        this.relay = new OutboxRelay(technology.bus(), parking, lag, Thread::startVirtualThread);
    }

    /** Every object that has functions; one per class. */
    static List<Object> functions(Technology technology) {
        Features features = new Features(technology);
        Availability availability = features.inventory();
        OrderOwners owners = features.orders(availability);
        features.payments(owners);
        features.lookups();
        features.results();
        features.notifications(owners);
        features.analytics();
        features.operations();
        return List.copyOf(features.functions);
    }

    private OrderOwners orders(Availability products) {
        OrderBook book = new OrderBook(technology.container(Containers.ORDERS));
        Follower<OrderId> followers = new Follower<>(technology.clock());
        String currency = technology.settings().currency();
        functions.add(
                new PlaceOrderHttp(new PlaceOrder(book, products::knows, currency, technology.clock()), currency));
        FollowOrder following = new FollowOrder(book, followers);
        functions.add(new OrderStatusHttp(following));
        functions.add(new ListOrdersHttp(book));
        functions.add(new CancelOrderHttp(new CancelOrder(book, technology.clock())));
        functions.add(new OrderOutboxFeed(relay, followers));
        return following::has;
    }

    private void payments(OrderOwners owners) {
        PaymentBook book = new PaymentBook(technology.container(Containers.PAYMENTS));
        SimulatedPaymentGateway gateway = new SimulatedPaymentGateway();
        functions.add(new PaymentCommands(
                consumer(Entities.PAYMENT_COMMANDS),
                new ChargePaymentHandler(book, gateway, technology.clock()),
                new RefundPaymentHandler(book, gateway, technology.clock())));
        functions.add(new PaymentOutboxFeed(relay));
        functions.add(new PaymentsHttp(book, owners));
    }

    private Availability inventory() {
        StockLedger stock = new StockLedger(technology.container(Containers.STOCK));
        ReservationBook book = new ReservationBook(technology.container(Containers.RESERVATIONS));
        Availability availability = new Availability(stock, Ticker.systemTicker());
        functions.add(new InventoryCommands(
                consumer(Entities.INVENTORY_COMMANDS),
                new ReserveStockHandler(book, stock, technology.clock()),
                new ReleaseStockHandler(book, stock, technology.clock())));
        functions.add(new ReservationOutboxFeed(relay, availability));
        functions.add(new SweepReservationsTimer(new SweepReservations(book, stock, technology.clock())));
        functions.add(new SetStockHttp(stock, availability));
        functions.add(new AvailabilityHttp(availability));
        return availability;
    }

    private void lookups() {
        functions.addAll(LookupFeature.functions(
                technology.settings().lookups(),
                new LookupFeature.Ports(
                        technology.container(Containers.LOOKUPS),
                        technology.container(Containers.LOOKUP_CACHE),
                        technology.blobs(),
                        relay,
                        this::consumer,
                        LookupWorkers::make,
                        technology.clock())));
    }

    private void results() {
        Subscriptions subscriptions = new Subscriptions(
                technology.settings().serviceBus(),
                technology.settings().results().administration());
        functions.addAll(ResultFeature.functions(
                technology.settings().results(),
                new ResultFeature.Ports(
                        technology.container(Containers.RESULTS),
                        technology.container(Containers.RESULT_RECEIPTS),
                        new BlobServices(technology.settings().blobs()),
                        subscriptions::ensure,
                        relay,
                        parking,
                        this::consumer,
                        technology.clock())));
    }

    private void notifications(OrderOwners owners) {
        NotificationBook book = new NotificationBook(technology.container(Containers.NOTIFICATIONS));
        NotificationSettings settings = technology.settings().notification();
        functions.add(new NotificationEvents(
                consumer(Entities.NOTIFICATION_RETRIES).from(Entities.EVENTS + "/" + Entities.NOTIFICATION),
                new NotifyCustomer(book, settings.channel(), settings::addressOf, technology.clock())));
        functions.add(new NotificationsHttp(book, owners));
    }

    private void analytics() {
        EventCounters counters = new EventCounters(technology.container(Containers.ANALYTICS));
        functions.add(new AnalyticsEvents(
                consumer(Entities.ANALYTICS_RETRIES).from(Entities.EVENTS + "/" + Entities.ANALYTICS), counters));
        functions.add(new SummaryHttp(counters, technology.clock()));
    }

    private void operations() {
        Map<String, DocumentStore> outboxes = new HashMap<>();
        List.of(Containers.ORDERS, Containers.PAYMENTS, Containers.RESERVATIONS)
                .forEach(name -> outboxes.put(name, technology.container(name)));
        functions.add(new ReplayHttp(new OutboxReplay(technology.bus()), outboxes));
        functions.add(new OutboxHttp(lag));
        functions.add(new DeadLettersHttp(
                new ServiceBusMessageShelf(technology.settings().serviceBus()),
                technology.bus(),
                technology.container(Containers.OPERATIONS),
                technology.clock()));
        functions.add(new BooksHttp(technology.container(Containers.ORDERS), technology.container(Containers.STOCK)));
        DependencyCheck cosmos = new DependencyCheck(
                "cosmos", () -> technology.container(Containers.ORDERS).read("health", "health"));
        DependencyCheck serviceBus =
                new DependencyCheck("serviceBus", () -> technology.bus().check(Entities.EVENTS));
        functions.add(new HealthHttp(List.of(cosmos, serviceBus), technology.clock()));
    }

    private MessageConsumer consumer(String entity) {
        return new MessageConsumer(
                entity,
                technology.bus(),
                parking,
                Redelivery.DEFAULT,
                technology.clock(),
                RandomGenerator.getDefault());
    }
}
