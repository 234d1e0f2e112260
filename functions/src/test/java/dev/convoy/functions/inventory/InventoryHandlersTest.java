package dev.convoy.functions.inventory;

import static dev.convoy.functions.Sample.CLOCK;
import static dev.convoy.functions.Sample.ORDER;
import static dev.convoy.functions.Sample.pieces;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.id.ProductId;
import dev.convoy.contracts.inventory.FailedItem;
import dev.convoy.functions.Published;
import dev.convoy.functions.Sample;
import dev.convoy.functions.platform.store.InMemoryDocumentStore;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InventoryHandlersTest {

    private static final ProductId PEN = new ProductId("pen");
    private static final ProductId INK = new ProductId("ink");

    private final InMemoryDocumentStore stockStore = new InMemoryDocumentStore("productId");
    private final InMemoryDocumentStore reservations = new InMemoryDocumentStore("orderId");
    private final StockLedger stock = new StockLedger(stockStore);
    private final ReservationBook book = new ReservationBook(reservations);
    private final InventoryCommands commands = new InventoryCommands(
            null, new ReserveStockHandler(book, stock, CLOCK), new ReleaseStockHandler(book, stock, CLOCK));

    @BeforeEach
    void ten_pens_and_two_inks() {
        stock.setAvailable(PEN, 10);
        stock.setAvailable(INK, 2);
    }

    @Test
    void all_items_are_held_and_reserved() {
        commands.handle(Sample.reserve("m1", pieces("pen", 3), pieces("ink", 2)));

        var reserved = Published.by(reservations)
                .getFirst()
                .dataAs(MessageTypes.INVENTORY_RESERVED)
                .orElseThrow();
        assertThat(reserved.items()).containsExactlyInAnyOrder(pieces("pen", 3), pieces("ink", 2));
        assertThat(stock.find(PEN)).contains(new Stock(PEN, 7, 3));
        assertThat(stock.find(INK)).contains(new Stock(INK, 0, 2));
    }

    @Test
    void lines_of_one_product_are_held_together() {
        commands.handle(Sample.reserve("m1", pieces("ink", 1), pieces("ink", 1)));

        assertThat(Published.types(reservations)).containsExactly("InventoryReserved");
        assertThat(stock.find(INK)).contains(new Stock(INK, 0, 2));
    }

    @Test
    void one_short_item_leaves_nothing_held_and_every_short_item_is_listed() {
        commands.handle(Sample.reserve("m1", pieces("pen", 11), pieces("ink", 3), pieces("apple", 1)));

        var failed = Published.by(reservations)
                .getFirst()
                .dataAs(MessageTypes.INVENTORY_FAILED)
                .orElseThrow();
        assertThat(failed.failedItems())
                .containsExactlyInAnyOrder(
                        new FailedItem(new ProductId("apple"), 1, 0),
                        new FailedItem(INK, 3, 2),
                        new FailedItem(PEN, 11, 10));
        assertThat(stock.find(PEN)).contains(new Stock(PEN, 10, 0));
        assertThat(stock.find(INK)).contains(new Stock(INK, 2, 0));
    }

    @Test
    void an_item_of_which_there_is_just_enough_is_not_listed_as_short() {
        commands.handle(Sample.reserve("m1", pieces("ink", 3), pieces("pen", 10)));

        var failed = Published.by(reservations)
                .getFirst()
                .dataAs(MessageTypes.INVENTORY_FAILED)
                .orElseThrow();
        assertThat(failed.failedItems()).containsExactly(new FailedItem(INK, 3, 2));
        assertThat(failed.failureReason()).isEqualTo("out of stock");
    }

    @Test
    void a_failure_says_that_the_release_came_first() {
        commands.handle(Sample.release("m1"));
        commands.handle(Sample.reserve("m2", pieces("pen", 3)));

        assertThat(Published.by(reservations).stream()
                        .flatMap(answer -> answer.dataAs(MessageTypes.INVENTORY_FAILED).stream()))
                .singleElement()
                .satisfies(failed -> assertThat(failed.failureReason()).isEqualTo("released before it was reserved"));
    }

    @Test
    void a_hold_stays_and_a_barred_one_goes_in_time() {
        commands.handle(Sample.reserve("m1", pieces("pen", 3)));
        assertThat(stockStore.all(Hold.KIND)).singleElement().satisfies(hold -> assertThat(hold.has("ttl"))
                .isFalse());

        commands.handle(Sample.release("m2"));

        assertThat(stockStore.all(Hold.KIND))
                .singleElement()
                .satisfies(hold -> assertThat(hold.path("ttl").asLong()).isEqualTo(1_209_600));
    }

    @Test
    void holds_taken_before_the_short_item_are_given_back() {
        commands.handle(Sample.reserve("m1", pieces("ink", 1), pieces("pen", 11)));

        assertThat(Published.types(reservations)).containsExactly("InventoryFailed");
        assertThat(stock.find(INK)).contains(new Stock(INK, 2, 0));
    }

    @Test
    void the_same_request_delivered_twice_reserves_and_answers_once() {
        commands.handle(Sample.reserve("m1", pieces("pen", 3)));
        commands.handle(Sample.reserve("m1", pieces("pen", 3)));

        assertThat(stock.find(PEN)).contains(new Stock(PEN, 7, 3));
        assertThat(Published.types(reservations)).containsExactly("InventoryReserved");
    }

    @Test
    void asking_again_in_another_message_reserves_once_and_answers_again() {
        commands.handle(Sample.reserve("m1", pieces("pen", 3)));
        commands.handle(Sample.reserve("m2", pieces("pen", 3)));

        assertThat(stock.find(PEN)).contains(new Stock(PEN, 7, 3));
        assertThat(Published.types(reservations)).containsExactly("InventoryReserved", "InventoryReserved");
    }

    @Test
    void a_release_gives_back_once() {
        commands.handle(Sample.reserve("m1", pieces("pen", 3)));
        commands.handle(Sample.release("m2"));
        commands.handle(Sample.release("m2"));
        commands.handle(Sample.release("m3"));

        assertThat(stock.find(PEN)).contains(new Stock(PEN, 10, 0));
        assertThat(Published.types(reservations))
                .containsExactlyInAnyOrder("InventoryReserved", "InventoryReleased", "InventoryReleased");
    }

    @Test
    void a_release_before_its_request_keeps_anything_from_being_reserved() {
        commands.handle(Sample.release("m1"));
        commands.handle(Sample.reserve("m2", pieces("pen", 3)));

        assertThat(stock.find(PEN)).contains(new Stock(PEN, 10, 0));
        assertThat(Published.types(reservations)).containsExactlyInAnyOrder("InventoryReleased", "InventoryFailed");
    }

    @Test
    void a_hold_that_comes_after_the_release_is_refused() {
        commands.handle(Sample.reserve("m1", pieces("pen", 3)));
        commands.handle(Sample.release("m2"));

        HoldOutcome outcome = stock.hold(ORDER, pieces("pen", 3), Sample.NOON);

        assertThat(outcome).isEqualTo(new HoldOutcome.Barred());
        assertThat(stock.find(PEN)).contains(new Stock(PEN, 10, 0));
    }

    @Test
    void setting_what_is_available_leaves_what_is_held() {
        commands.handle(Sample.reserve("m1", pieces("pen", 3)));

        assertThat(stock.setAvailable(PEN, 100)).isEqualTo(new Stock(PEN, 100, 3));
        assertThat(stock.setAvailable(PEN, 100)).isEqualTo(new Stock(PEN, 100, 3));
    }

    @Test
    void fifty_orders_for_the_last_ten_pens_get_exactly_ten() throws Exception {
        try (var pool = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 50; i++) {
                OrderId order = new OrderId("ord-" + i);
                pool.execute(() -> commands.handle(Sample.reserve(order, "m-" + order, pieces("pen", 1))));
            }
        }

        assertThat(stock.find(PEN)).contains(new Stock(PEN, 0, 10));
        assertThat(Published.types(reservations)).hasSize(50);
        assertThat(Published.types(reservations).stream().filter("InventoryReserved"::equals))
                .hasSize(10);
    }
}
