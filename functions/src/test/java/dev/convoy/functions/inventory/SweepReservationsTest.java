package dev.convoy.functions.inventory;

import static dev.convoy.functions.Sample.CLOCK;
import static dev.convoy.functions.Sample.NOON;
import static dev.convoy.functions.Sample.ORDER;
import static dev.convoy.functions.Sample.pieces;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.contracts.id.ProductId;
import dev.convoy.functions.Published;
import dev.convoy.functions.Sample;
import dev.convoy.functions.platform.store.InMemoryDocumentStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SweepReservationsTest {

    private static final ProductId PEN = new ProductId("pen");

    private final InMemoryDocumentStore reservations = new InMemoryDocumentStore("orderId");
    private final StockLedger stock = new StockLedger(new InMemoryDocumentStore("productId"));
    private final ReservationBook book = new ReservationBook(reservations);
    private final SweepReservations later =
            new SweepReservations(book, stock, Clock.offset(CLOCK, Duration.ofMinutes(16)));

    @BeforeEach
    void ten_pens() {
        stock.setAvailable(PEN, 10);
    }

    @Test
    void a_reservation_left_in_the_middle_gives_back_what_it_holds() {
        book.begin(Reservation.begun(ORDER, List.of(pieces("pen", 3)), NOON));
        stock.hold(ORDER, pieces("pen", 3), NOON);

        assertThat(later.sweep()).isEqualTo(1);

        assertThat(stock.find(PEN)).contains(new Stock(PEN, 10, 0));
        assertThat(later.sweep()).isZero();
    }

    @Test
    void its_late_command_finds_it_ended() {
        book.begin(Reservation.begun(ORDER, List.of(pieces("pen", 3)), NOON));
        later.sweep();

        new ReserveStockHandler(book, stock, CLOCK)
                .handle(
                        Sample.reserve("m1", pieces("pen", 3)),
                        Sample.reserve("m1", pieces("pen", 3)).data());

        assertThat(stock.find(PEN)).contains(new Stock(PEN, 10, 0));
        assertThat(Published.types(reservations)).containsExactly("InventoryFailed");
    }

    @Test
    void what_is_young_or_done_stays() {
        book.begin(Reservation.begun(ORDER, List.of(pieces("pen", 3)), NOON));
        SweepReservations soon = new SweepReservations(book, stock, Clock.offset(CLOCK, Duration.ofMinutes(14)));
        assertThat(soon.sweep()).isZero();

        new ReserveStockHandler(book, stock, CLOCK)
                .handle(
                        Sample.reserve("m1", pieces("pen", 3)),
                        Sample.reserve("m1", pieces("pen", 3)).data());

        assertThat(later.sweep()).isZero();
        assertThat(stock.find(PEN)).contains(new Stock(PEN, 7, 3));
    }
}
