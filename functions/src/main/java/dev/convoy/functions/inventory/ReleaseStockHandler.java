package dev.convoy.functions.inventory;

import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.order.ReleaseInventory;
import dev.convoy.functions.platform.inbox.Effect;
import dev.convoy.functions.platform.inbox.Overtaking;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives back what an order holds, once. A release that comes before its request sees to it that nothing will be reserved; one
 * that comes in the middle wins. Stateless.
 */
public final class ReleaseStockHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ReleaseStockHandler.class);

    private final ReservationBook book;
    private final StockLedger stock;
    private final Clock clock;

    public ReleaseStockHandler(ReservationBook book, StockLedger stock, Clock clock) {
        this.book = book;
        this.stock = stock;
        this.clock = clock;
    }

    /** @throws dev.convoy.functions.platform.OutageException if the store does not answer; safe to retry */
    public void handle(Envelope<?> command, ReleaseInventory wanted) {
        Overtaking.retry("reservation of order " + wanted.orderId(), () -> advance(command, wanted));
    }

    private Effect.Outcome advance(Envelope<?> command, ReleaseInventory wanted) {
        Optional<ReservationBook.Entry> entry =
                book.find(wanted.orderId()).or(() -> book.begin(Reservation.neverToBe(wanted.orderId(), now())));
        return entry.map(found -> advance(command, found)).orElse(Effect.Outcome.OVERTAKEN);
    }

    private Effect.Outcome advance(Envelope<?> command, ReservationBook.Entry entry) {
        Reservation reservation = entry.reservation();
        return switch (reservation.state()) {
            case Reserving, Reserved, Failing ->
                book.move(entry, reservation.in(ReservationState.Releasing, now()))
                        .map(moved -> release(command, moved))
                        .orElse(Effect.Outcome.OVERTAKEN);
            case Releasing -> release(command, entry);
            case Failed, Released ->
                book.repeat(command, reservation.orderId(), InventoryAnswers.released(command, reservation), now());
        };
    }

    private Effect.Outcome release(Envelope<?> command, ReservationBook.Entry entry) {
        Reservation reservation = entry.reservation();
        reservation.items().forEach(item -> stock.bar(reservation.orderId(), item.productId(), now()));
        Reservation released = reservation.in(ReservationState.Released, now());
        Effect.Outcome outcome = book.finish(command, entry, released, InventoryAnswers.released(command, released));
        LOG.atInfo()
                .addKeyValue("orderId", reservation.orderId())
                .addKeyValue("outcome", outcome)
                .log("reservation released");
        return outcome;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
