package dev.convoy.functions.inventory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends reservations that were left in the middle: their command was given up, so no redelivery will go on with them. What they
 * hold is given back, and their late command will find them ended. Stateless.
 */
public final class SweepReservations {

    private static final Logger LOG = LoggerFactory.getLogger(SweepReservations.class);
    /** Longer than all attempts of a command take together. */
    private static final Duration DEAD_AFTER = Duration.ofMinutes(15);

    private static final List<ReservationState> BETWEEN =
            List.of(ReservationState.Reserving, ReservationState.Failing, ReservationState.Releasing);

    private final ReservationBook book;
    private final StockLedger stock;
    private final Clock clock;

    public SweepReservations(ReservationBook book, StockLedger stock, Clock clock) {
        this.book = book;
        this.stock = stock;
        this.clock = clock;
    }

    /** Ends up to a page of dead reservations of each state; says how many. */
    int sweep() {
        Instant latest = clock.instant().minus(DEAD_AFTER);
        return (int) BETWEEN.stream()
                .flatMap(state -> book.in(state).stream())
                .filter(entry -> entry.reservation().updatedAt().isBefore(latest))
                .filter(this::end)
                .count();
    }

    private boolean end(ReservationBook.Entry entry) {
        Reservation reservation = entry.reservation();
        return switch (reservation.state()) {
            case Reserving ->
                book.move(entry, reservation.in(ReservationState.Releasing, clock.instant()))
                        .map(moved -> giveBack(moved, ReservationState.Released))
                        .orElse(false);
            case Releasing -> giveBack(entry, ReservationState.Released);
            case Failing -> giveBack(entry, ReservationState.Failed);
            case Reserved, Failed, Released -> false;
        };
    }

    private boolean giveBack(ReservationBook.Entry entry, ReservationState end) {
        Reservation reservation = entry.reservation();
        reservation.items().forEach(item -> stock.bar(reservation.orderId(), item.productId(), clock.instant()));
        Optional<ReservationBook.Entry> ended = book.move(entry, reservation.in(end, clock.instant()));
        ended.ifPresent(gone -> LOG.atWarn()
                .addKeyValue("orderId", reservation.orderId())
                .addKeyValue("since", reservation.updatedAt())
                .log("dead reservation swept"));
        return ended.isPresent();
    }
}
