package dev.convoy.functions.inventory;

import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.id.ProductId;
import dev.convoy.contracts.inventory.FailedItem;
import dev.convoy.contracts.inventory.ItemQuantity;
import dev.convoy.contracts.order.OrderInventoryRequested;
import dev.convoy.functions.platform.inbox.Effect;
import dev.convoy.functions.platform.inbox.Overtaking;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reserves all items of an order or none. Each step is written before the next begins and is harmless to repeat, so a
 * redelivery goes on wherever a crash left off. Products are taken in one order by everyone, so that of two orders wanting the
 * same things one gets all. Stateless.
 */
public final class ReserveStockHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ReserveStockHandler.class);

    private final ReservationBook book;
    private final StockLedger stock;
    private final Clock clock;

    public ReserveStockHandler(ReservationBook book, StockLedger stock, Clock clock) {
        this.book = book;
        this.stock = stock;
        this.clock = clock;
    }

    /** @throws dev.convoy.functions.platform.OutageException if the store does not answer; safe to retry */
    public void handle(Envelope<?> command, OrderInventoryRequested wanted) {
        Overtaking.retry("reservation of order " + wanted.orderId(), () -> advance(command, wanted));
    }

    private Effect.Outcome advance(Envelope<?> command, OrderInventoryRequested wanted) {
        Optional<ReservationBook.Entry> entry = book.find(wanted.orderId())
                .or(() -> book.begin(Reservation.begun(wanted.orderId(), perProduct(wanted.items()), now())));
        return entry.map(found -> advance(command, found)).orElse(Effect.Outcome.OVERTAKEN);
    }

    private Effect.Outcome advance(Envelope<?> command, ReservationBook.Entry entry) {
        Reservation reservation = entry.reservation();
        return switch (reservation.state()) {
            case Reserving -> take(command, entry);
            case Failing -> fail(command, entry);
            case Reserved ->
                book.repeat(command, reservation.orderId(), InventoryAnswers.reserved(command, reservation), now());
            case Failed, Releasing, Released ->
                book.repeat(command, reservation.orderId(), InventoryAnswers.failed(command, reservation), now());
        };
    }

    private Effect.Outcome take(Envelope<?> command, ReservationBook.Entry entry) {
        Reservation reservation = entry.reservation();
        for (ItemQuantity item : reservation.items()) {
            switch (stock.hold(reservation.orderId(), item, now())) {
                case HoldOutcome.Taken taken -> {
                    continue;
                }
                case HoldOutcome.Barred barred -> {
                    return Effect.Outcome.OVERTAKEN;
                }
                case HoldOutcome.Short isShort -> {
                    return failing(command, entry, failedItems(reservation, item, isShort.available()));
                }
            }
        }
        Reservation reserved = reservation.in(ReservationState.Reserved, now());
        return logged(reserved, book.finish(command, entry, reserved, InventoryAnswers.reserved(command, reserved)));
    }

    /** Every item that is short: the one that was refused, and of those not tried yet the ones that would be. */
    private List<FailedItem> failedItems(Reservation reservation, ItemQuantity refused, long available) {
        List<FailedItem> failed = new ArrayList<>();
        boolean tried = true;
        for (ItemQuantity item : reservation.items()) {
            if (item.equals(refused)) {
                failed.add(failedItem(item, available));
                tried = false;
            } else if (!tried) {
                long there = stock.find(item.productId()).map(Stock::available).orElse(0L);
                if (there < item.quantity()) {
                    failed.add(failedItem(item, there));
                }
            }
        }
        return failed;
    }

    private static FailedItem failedItem(ItemQuantity item, long available) {
        return new FailedItem(item.productId(), item.quantity(), Math.toIntExact(available));
    }

    private Effect.Outcome failing(Envelope<?> command, ReservationBook.Entry entry, List<FailedItem> failed) {
        return book.move(entry, entry.reservation().failing(failed, now()))
                .map(moved -> fail(command, moved))
                .orElse(Effect.Outcome.OVERTAKEN);
    }

    private Effect.Outcome fail(Envelope<?> command, ReservationBook.Entry entry) {
        Reservation reservation = entry.reservation();
        reservation.items().forEach(item -> stock.bar(reservation.orderId(), item.productId(), now()));
        Reservation failed = reservation.in(ReservationState.Failed, now());
        return logged(failed, book.finish(command, entry, failed, InventoryAnswers.failed(command, failed)));
    }

    private static Effect.Outcome logged(Reservation reservation, Effect.Outcome outcome) {
        LOG.atInfo()
                .addKeyValue("orderId", reservation.orderId())
                .addKeyValue("state", reservation.state())
                .addKeyValue("outcome", outcome)
                .log("reservation decided");
        return outcome;
    }

    /** Lines of the same product together, sorted by product. */
    private static List<ItemQuantity> perProduct(List<ItemQuantity> lines) {
        Map<String, Integer> quantities = new TreeMap<>();
        lines.forEach(line -> quantities.merge(line.productId().value(), line.quantity(), Math::addExact));
        return quantities.entrySet().stream()
                .map(line -> new ItemQuantity(new ProductId(line.getKey()), line.getValue()))
                .toList();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
