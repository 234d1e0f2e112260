package dev.convoy.functions.inventory;

import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.id.ProductId;
import dev.convoy.contracts.inventory.ItemQuantity;
import dev.convoy.functions.platform.inbox.Effect;
import dev.convoy.functions.platform.inbox.Overtaking;
import dev.convoy.functions.platform.store.CommitOutcome;
import dev.convoy.functions.platform.store.DocumentStore;
import dev.convoy.functions.platform.store.Refusal;
import dev.convoy.functions.platform.store.StoredDocument;
import dev.convoy.functions.platform.store.Write;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stock levels and holds, one partition per product. A hold is one batch: its record, which conflicts if the order has one, and
 * a conditional addition, which needs no reading and so does not suffer from many orders wanting one product. Safe for use by
 * several threads.
 */
public final class StockLedger {

    private final DocumentStore store;

    /** @param store the container {@code stock} */
    public StockLedger(DocumentStore store) {
        this.store = store;
    }

    /** The level, if the product exists. */
    Optional<Stock> find(ProductId productId) {
        return store.read(productId.value(), productId.value()).map(Stock::of);
    }

    /** Whether the product exists: has a level, be it zero. */
    public boolean knows(ProductId productId) {
        return find(productId).isPresent();
    }

    /** Sets what is available; creates the product if need be. Doing it twice is doing it once. */
    Stock setAvailable(ProductId productId, long available) {
        Overtaking.retry("stock of " + productId, () -> trySet(productId, available));
        return find(productId).orElseThrow(() -> new IllegalStateException("stock of " + productId + " vanished"));
    }

    private Effect.Outcome trySet(ProductId productId, long available) {
        Optional<StoredDocument> before = store.read(productId.value(), productId.value());
        Write write = before.<Write>map(stored -> new Write.Replace(
                        new Stock(productId, available, Stock.of(stored).held()).toDocument(), stored.etag()))
                .orElseGet(() -> new Write.Create(new Stock(productId, available, 0).toDocument()));
        return store.commit(productId.value(), List.of(write)) instanceof CommitOutcome.Committed
                ? Effect.Outcome.DONE
                : Effect.Outcome.OVERTAKEN;
    }

    /** Takes pieces for an order, all or none; twice is once. */
    HoldOutcome hold(OrderId orderId, ItemQuantity item, Instant now) {
        ProductId productId = item.productId();
        Hold hold = new Hold(orderId, productId, item.quantity(), Hold.State.Held, now);
        CommitOutcome outcome = store.commit(
                productId.value(), List.of(new Write.Create(hold.toDocument()), move(productId, item.quantity())));
        return switch (outcome) {
            case CommitOutcome.Committed committed -> new HoldOutcome.Taken();
            case CommitOutcome.Refused(int index, Refusal reason) when index == 0 -> earlier(orderId, productId);
            case CommitOutcome.Refused refused ->
                new HoldOutcome.Short(find(productId).map(Stock::available).orElse(0L));
        };
    }

    private HoldOutcome earlier(OrderId orderId, ProductId productId) {
        return read(orderId, productId)
                        .filter(stored -> Hold.of(stored).state() == Hold.State.Held)
                        .isPresent()
                ? new HoldOutcome.Taken()
                : new HoldOutcome.Barred();
    }

    /** Gives back what the order holds and makes sure that it never takes any again; twice is once. */
    void bar(OrderId orderId, ProductId productId, Instant now) {
        Overtaking.retry("hold of " + orderId + " on " + productId, () -> tryBar(orderId, productId, now));
    }

    private Effect.Outcome tryBar(OrderId orderId, ProductId productId, Instant now) {
        Optional<StoredDocument> before = read(orderId, productId);
        if (before.isEmpty()) {
            Hold never = new Hold(orderId, productId, 0, Hold.State.Barred, now);
            return outcome(store.commit(productId.value(), List.of(new Write.Create(never.toDocument()))));
        }
        Hold hold = Hold.of(before.get());
        if (hold.state() == Hold.State.Barred) {
            return Effect.Outcome.DONE_BEFORE;
        }
        Write giveBack =
                new Write.Replace(hold.barred(now).toDocument(), before.get().etag());
        return outcome(store.commit(productId.value(), List.of(giveBack, move(productId, -hold.quantity()))));
    }

    private static Effect.Outcome outcome(CommitOutcome outcome) {
        return outcome instanceof CommitOutcome.Committed ? Effect.Outcome.DONE : Effect.Outcome.OVERTAKEN;
    }

    private Optional<StoredDocument> read(OrderId orderId, ProductId productId) {
        return store.read(productId.value(), Hold.documentId(orderId));
    }

    /** Moves pieces from available to held, or back if negative; never below zero. */
    private static Write move(ProductId productId, int pieces) {
        Map<String, Long> changes = Map.of(Stock.AVAILABLE, (long) -pieces, Stock.HELD, (long) pieces);
        Optional<Write.Floor> floor =
                pieces > 0 ? Optional.of(new Write.Floor(Stock.AVAILABLE, pieces)) : Optional.empty();
        return new Write.Add(productId.value(), changes, floor);
    }
}
