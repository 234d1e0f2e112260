package dev.convoy.functions.inventory;

import static dev.convoy.functions.Sample.CLOCK;
import static dev.convoy.functions.Sample.NOON;
import static dev.convoy.functions.Sample.ORDER;
import static dev.convoy.functions.Sample.pieces;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.id.ProductId;
import dev.convoy.contracts.inventory.ItemQuantity;
import dev.convoy.functions.Published;
import dev.convoy.functions.Sample;
import dev.convoy.functions.platform.store.InMemoryDocumentStore;
import dev.convoy.functions.platform.store.OvertakenDocumentStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two instances on one order or product, the other always between this one's reading and writing. */
class OvertakenInventoryTest {

    private static final ProductId PEN = new ProductId("pen");
    private static final ItemQuantity THREE_PENS = pieces("pen", 3);

    private final InMemoryDocumentStore stockStore = new InMemoryDocumentStore("productId");
    private final InMemoryDocumentStore reservationStore = new InMemoryDocumentStore("orderId");
    private final OvertakenDocumentStore slowStock = new OvertakenDocumentStore(stockStore);
    private final OvertakenDocumentStore slowReservations = new OvertakenDocumentStore(reservationStore);
    private final StockLedger stock = new StockLedger(stockStore);
    private final InventoryCommands fast = commands(new ReservationBook(reservationStore), stock);
    private final InventoryCommands slow = commands(new ReservationBook(slowReservations), new StockLedger(slowStock));

    private static InventoryCommands commands(ReservationBook book, StockLedger stock) {
        return new InventoryCommands(
                null, new ReserveStockHandler(book, stock, CLOCK), new ReleaseStockHandler(book, stock, CLOCK));
    }

    @BeforeEach
    void ten_pens() {
        stock.setAvailable(PEN, 10);
    }

    @Test
    void a_request_overtaken_at_its_beginning_by_its_release_reserves_nothing() {
        slowReservations.first(() -> fast.handle(release()));

        slow.handle(reserve(THREE_PENS));

        assertNothingIsHeld();
        assertThat(Published.types(reservationStore)).containsExactlyInAnyOrder("InventoryReleased", "InventoryFailed");
    }

    @Test
    void a_request_overtaken_while_it_holds_gives_everything_back() {
        slowReservations.first(() -> {}).first(() -> fast.handle(release()));

        slow.handle(reserve(THREE_PENS));

        assertNothingIsHeld();
        assertThat(Published.types(reservationStore)).containsExactlyInAnyOrder("InventoryReleased", "InventoryFailed");
    }

    @Test
    void a_request_overtaken_before_it_holds_is_barred() {
        slowStock.first(() -> fast.handle(release()));

        slow.handle(reserve(THREE_PENS));

        assertNothingIsHeld();
    }

    @Test
    void a_request_that_is_short_and_overtaken_fails_once() {
        slowReservations.first(() -> {}).first(() -> fast.handle(reserve(pieces("pen", 11))));

        slow.handle(reserve(pieces("pen", 11)));

        assertNothingIsHeld();
        assertThat(Published.types(reservationStore)).containsExactly("InventoryFailed");
    }

    @Test
    void a_release_overtaken_by_its_request_gives_back_what_that_reserved() {
        slowReservations.first(() -> fast.handle(reserve(THREE_PENS)));

        slow.handle(release());

        assertNothingIsHeld();
        assertThat(Published.types(reservationStore))
                .containsExactlyInAnyOrder("InventoryReserved", "InventoryReleased");
    }

    @Test
    void a_release_overtaken_by_the_same_release_gives_back_once() {
        fast.handle(reserve(THREE_PENS));
        slowReservations.first(() -> fast.handle(release()));

        slow.handle(release());

        assertNothingIsHeld();
        assertThat(Published.types(reservationStore))
                .containsExactlyInAnyOrder("InventoryReserved", "InventoryReleased");
    }

    @Test
    void a_hold_that_comes_between_is_given_back_all_the_same() {
        StockLedger slowLedger = new StockLedger(slowStock);
        slowStock.first(() -> stock.hold(ORDER, THREE_PENS, NOON));

        slowLedger.bar(ORDER, PEN, NOON);

        assertNothingIsHeld();
        assertThat(stock.hold(ORDER, THREE_PENS, NOON)).isEqualTo(new HoldOutcome.Barred());
    }

    @Test
    void a_level_that_changes_while_it_is_set_is_set_on_what_it_became() {
        StockLedger slowLedger = new StockLedger(slowStock);
        slowStock.first(() -> stock.hold(ORDER, THREE_PENS, NOON));

        assertThat(slowLedger.setAvailable(PEN, 20)).isEqualTo(new Stock(PEN, 20, 3));
    }

    @Test
    void a_reservation_that_goes_on_while_it_is_swept_is_left_to_itself() {
        new ReservationBook(reservationStore).begin(Reservation.begun(ORDER, List.of(THREE_PENS), NOON));
        slowReservations.first(() -> fast.handle(reserve(THREE_PENS)));

        assertThat(sweepLater()).isZero();

        assertThat(stock.find(PEN)).contains(new Stock(PEN, 7, 3));
    }

    @Test
    void a_reservation_that_two_sweep_counts_once() {
        new ReservationBook(reservationStore)
                .begin(Reservation.begun(ORDER, List.of(THREE_PENS), NOON).in(ReservationState.Releasing, NOON));
        slowReservations.first(
                () -> assertThat(sweep(new ReservationBook(reservationStore))).isEqualTo(1));

        assertThat(sweepLater()).isZero();
    }

    private int sweepLater() {
        return sweep(new ReservationBook(slowReservations));
    }

    private int sweep(ReservationBook book) {
        return new SweepReservations(book, stock, Clock.offset(CLOCK, Duration.ofMinutes(16))).sweep();
    }

    private void assertNothingIsHeld() {
        assertThat(stock.find(PEN)).contains(new Stock(PEN, 10, 0));
    }

    private static Envelope<?> reserve(ItemQuantity items) {
        return Sample.reserve("reserve", items);
    }

    private static Envelope<?> release() {
        return Sample.release("release");
    }
}
