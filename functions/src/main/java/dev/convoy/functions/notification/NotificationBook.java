package dev.convoy.functions.notification;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.id.CustomerId;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.json.Json;
import dev.convoy.functions.platform.store.CommitOutcome;
import dev.convoy.functions.platform.store.DocumentQuery;
import dev.convoy.functions.platform.store.DocumentStore;
import dev.convoy.functions.platform.store.StoredDocument;
import dev.convoy.functions.platform.store.Write;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Who ordered what, and every letter about it. Safe for use by several threads. */
public final class NotificationBook {

    private static final String CUSTOMER = "customer";
    private static final Duration RETENTION = Duration.ofDays(90);

    private final DocumentStore store;

    /** @param store the container {@code notifications} */
    public NotificationBook(DocumentStore store) {
        this.store = store;
    }

    /** A letter's record and its version. */
    record Entry(Notification notification, String etag) {}

    /** Remembers who placed the order; twice is once. */
    void remember(OrderId orderId, CustomerId customerId) {
        ObjectNode document = Json.mapper()
                .createObjectNode()
                .put("id", CUSTOMER)
                .put("orderId", orderId.value())
                .put("kind", CUSTOMER)
                .put("customerId", customerId.value())
                .put("ttl", RETENTION.toSeconds());
        store.commit(orderId.value(), List.of(new Write.Upsert(document)));
    }

    Optional<CustomerId> customerOf(OrderId orderId) {
        return store.read(orderId.value(), CUSTOMER).map(stored -> new CustomerId(stored.text("customerId")));
    }

    /** The record of a letter, made now if need be. */
    Entry open(Notification notification) {
        CommitOutcome outcome =
                store.commit(notification.orderId().value(), List.of(new Write.Create(document(notification))));
        return switch (outcome) {
            case CommitOutcome.Committed(List<String> etags) -> new Entry(notification, etags.getFirst());
            case CommitOutcome.Refused refused -> find(notification);
        };
    }

    private Entry find(Notification notification) {
        return store.read(notification.orderId().value(), notification.id())
                .map(stored -> new Entry(stored.as(Notification.class), stored.etag()))
                .orElseThrow(() -> new IllegalStateException(notification.id() + " conflicts with nothing"));
    }

    /** Records an attempt; a record that another delivery changed meanwhile stays as that one left it. */
    void record(Entry before, Notification after) {
        store.commit(after.orderId().value(), List.of(new Write.Replace(document(after), before.etag())));
    }

    List<Notification> of(OrderId orderId) {
        return store.find(DocumentQuery.kindIn(orderId.value(), Notification.KIND)).documents().stream()
                .map((StoredDocument stored) -> stored.as(Notification.class))
                .toList();
    }

    private static ObjectNode document(Notification notification) {
        return Json.tree(notification).put("ttl", RETENTION.toSeconds());
    }
}
