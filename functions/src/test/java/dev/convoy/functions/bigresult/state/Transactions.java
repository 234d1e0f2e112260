package dev.convoy.functions.bigresult.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.bigresult.BlockPlan;
import dev.convoy.contracts.bigresult.ResultDocument;
import dev.convoy.contracts.bigresult.ResultStatus;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.contracts.json.Json;
import dev.convoy.functions.Sample;
import dev.convoy.functions.platform.servicebus.Subscriptions;
import dev.convoy.functions.platform.store.InMemoryDocumentStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Transactions in memory, opened at noon: headers within an hour, chunks within two, at most so many at once. */
public final class Transactions {

    public final InMemoryDocumentStore results = new InMemoryDocumentStore("transactionId");
    public final InMemoryDocumentStore receipts = new InMemoryDocumentStore("transactionId");
    public final TransactionBook book = new TransactionBook(results, receipts);
    public final List<Subscriptions.Wish> subscriptions = new ArrayList<>();
    public final TransactionOpening opening;

    public Transactions(long most) {
        this(most, Sample.CLOCK);
    }

    public Transactions(long most, Clock clock) {
        this.opening = new TransactionOpening(
                book,
                new Admission(book, most, clock),
                subscriptions::add,
                new TransactionOpening.Terms(
                        new BlockPlan(1_000, 50_000),
                        Duration.ofHours(1),
                        Duration.ofHours(2),
                        Duration.ofMinutes(5),
                        Duration.ofDays(7)),
                clock);
    }

    /** Moves a transaction to an end, as its lifecycle would. */
    public void end(TransactionId id, ResultStatus status) {
        TransactionBook.Stored stored = book.find(id).orElseThrow();
        ObjectNode document = Json.tree(stored.result());
        document.put("status", status.name());
        document.put("endedAt", Sample.NOON.toString());
        if (!book.replace(stored, Json.read(document, ResultDocument.class), List.of())) {
            throw new IllegalStateException("nobody else changes it");
        }
    }
}
