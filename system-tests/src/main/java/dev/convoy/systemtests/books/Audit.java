package dev.convoy.systemtests.books;

import dev.convoy.systemtests.client.Ledger;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Holds a snapshot against what must be true: charges less refunds are the completed orders' amounts, what is held is what completed
 * orders bought, ledgers sum to zero, and analytics counted each fact once. Orders under way may stand on either side. Confined to
 * one thread; used once.
 */
final class Audit {

    private final Snapshot snapshot;
    private final List<String> problems = new ArrayList<>();

    private Audit(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    static Findings of(Snapshot snapshot) {
        return new Audit(snapshot).run();
    }

    private Findings run() {
        snapshot.orders().forEach(this::checkMoney);
        checkStock();
        long underWay = count(OrderEntry::isUnderWay);
        if (underWay == 0) {
            checkCounts();
        }
        return new Findings(byStatus(), underWay, settledByHand(), charged(), refunded(), problems);
    }

    private void checkMoney(OrderEntry order) {
        Ledger ledger = order.ledger();
        require(ledger.sumsToZero(), order, "postings do not sum to zero");
        require(ledger.charges() <= 1, order, "was charged " + ledger.charges() + " times");
        require(ledger.refunds() <= ledger.charges(), order, "was refunded " + ledger.refunds() + " times");
        BigDecimal kept = ledger.balance();
        boolean nothing = kept.signum() == 0;
        boolean all = kept.compareTo(order.total()) == 0;
        if (order.isCompleted()) {
            require(all, order, "is completed, but " + kept + " of " + order.total() + " was kept");
        } else if (order.mayKeepMoney()) {
            require(nothing || all, order, "keeps " + kept + " of " + order.total());
        } else {
            require(nothing, order, "is cancelled, but " + kept + " was kept");
        }
    }

    private void checkStock() {
        Map<String, Long> sold = pieces(OrderEntry::isCompleted);
        Map<String, Long> perhaps = pieces(OrderEntry::mayHoldStock);
        Set<String> known = new HashSet<>();
        for (Snapshot.Level level : snapshot.products()) {
            known.add(level.productId());
            long least = sold.getOrDefault(level.productId(), 0L);
            long most = least + perhaps.getOrDefault(level.productId(), 0L);
            if (level.available() < 0 || level.held() < least || level.held() > most) {
                problems.add("product " + level.productId() + ": " + level.held() + " held and " + level.available()
                        + " available, but " + least + " sold and " + (most - least) + " perhaps held");
            }
        }
        sold.keySet().stream()
                .filter(product -> !known.contains(product))
                .forEach(product -> problems.add("product " + product + ": was sold and does not exist"));
    }

    private Map<String, Long> pieces(Predicate<OrderEntry> which) {
        Map<String, Long> pieces = new TreeMap<>();
        snapshot.orders().stream().filter(which).forEach(order -> order.pieces()
                .forEach((product, count) -> pieces.merge(product, count, Long::sum)));
        return pieces;
    }

    private void checkCounts() {
        expect("OrderCreated", snapshot.orders().size());
        expect("OrderCompleted", count(OrderEntry::isCompleted));
        expect("OrderCancelled", count(OrderEntry::announced));
        requireEqual("charged", charged(), snapshot.charged());
        requireEqual("refunded", refunded(), snapshot.refunded());
    }

    private void expect(String event, long expected) {
        if (snapshot.count(event) != expected) {
            problems.add("analytics counted " + snapshot.count(event) + " " + event + ", but there are " + expected);
        }
    }

    private void requireEqual(String what, BigDecimal books, BigDecimal counted) {
        if (books.compareTo(counted) != 0) {
            problems.add("analytics counted " + counted + " " + what + ", but the ledgers say " + books);
        }
    }

    private void require(boolean holds, OrderEntry order, String otherwise) {
        if (!holds) {
            problems.add("order " + order.id() + ": " + otherwise);
        }
    }

    private BigDecimal charged() {
        return sum(Ledger::charged);
    }

    private BigDecimal refunded() {
        return sum(Ledger::refunded);
    }

    private BigDecimal sum(Function<Ledger, BigDecimal> amount) {
        return snapshot.orders().stream().map(OrderEntry::ledger).map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private long settledByHand() {
        return count(order ->
                order.refund().equals(OrderEntry.SETTLED) || order.release().equals(OrderEntry.SETTLED));
    }

    private Map<String, Long> byStatus() {
        Map<String, Long> counts = new TreeMap<>();
        snapshot.orders().forEach(order -> counts.merge(order.status(), 1L, Long::sum));
        return counts;
    }

    private long count(Predicate<OrderEntry> which) {
        return snapshot.orders().stream().filter(which).count();
    }
}
