package dev.convoy.runtime.cosmos.documents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Operations being decided on a view of their own over a partition's items; nobody sees them until the partition publishes the
 * changes. An operation that is refused leaves no trace. Confined to the thread that holds the partition's write lock.
 */
final class Transaction {

    private final PartitionState state;
    private final ContainerSettings settings;
    private final long now;
    private final Map<ItemKey, @Nullable StoredDocument> staged = new HashMap<>(4);
    private final Map<UniqueValues.Value, String> claimed = new HashMap<>(0);
    private final List<ItemChange> changes = new ArrayList<>(4);
    private long lsn;
    private long number;
    private long bytes;

    Transaction(PartitionState state, ContainerSettings settings, long now) {
        this.state = state;
        this.settings = settings;
        this.now = now;
        this.lsn = state.lsn();
        this.number = state.lastNumber();
    }

    List<ItemChange> changes() {
        return changes;
    }

    /** What its changes weigh. */
    long bytes() {
        return bytes;
    }

    /** The live item of a number as this transaction sees it. */
    @Nullable
    StoredDocument numbered(long wanted) {
        StoredDocument published = state.byNumber().get(wanted);
        if (published != null) {
            StoredDocument current = current(published.key());
            return current != null && current.number() == wanted ? current : null;
        }
        for (StoredDocument document : staged.values()) {
            if (document != null && document.number() == wanted) {
                return document;
            }
        }
        return null;
    }

    /** The live items under a key as this transaction sees them, in the order of their numbers. */
    List<StoredDocument> under(PartitionKey key) {
        Map<ItemKey, StoredDocument> found = new HashMap<>();
        state.under(key).forEach(document -> found.put(document.key(), document));
        staged.forEach((item, document) -> {
            if (key.isPrefixOf(item.partitionKey())) {
                found.remove(item);
                if (document != null) {
                    found.put(item, document);
                }
            }
        });
        return found.values().stream()
                .filter(document -> !settings.isExpired(document, now))
                .sorted(Comparator.comparingLong(StoredDocument::number))
                .toList();
    }

    ItemResult apply(ItemOperation operation) {
        StoredDocument current = current(operation.key());
        return switch (operation) {
            case ItemOperation.Create create -> create(create, current);
            case ItemOperation.Upsert upsert -> upsert(upsert, current);
            case ItemOperation.Read read -> read(read, current);
            case ItemOperation.Replace replace -> replace(replace, current);
            case ItemOperation.Delete delete -> delete(delete, current);
            case ItemOperation.Patch patch -> patch(patch, current);
        };
    }

    private @Nullable StoredDocument current(ItemKey key) {
        StoredDocument found = staged.containsKey(key) ? staged.get(key) : state.get(key);
        return found == null || settings.isExpired(found, now) ? null : found;
    }

    private ItemResult read(ItemOperation.Read read, @Nullable StoredDocument current) {
        return PartitionState.answerRead(read, current);
    }

    private ItemResult create(ItemOperation.Create create, @Nullable StoredDocument current) {
        if (current != null) {
            return refused(Refusal.conflict(create.key()));
        }
        return write(create.key(), create.body(), null);
    }

    private ItemResult upsert(ItemOperation.Upsert upsert, @Nullable StoredDocument current) {
        // An upsert that creates ignores If-Match: there is no version the condition could speak of.
        if (current != null && upsert.when().failsOn(current)) {
            return refused(Refusal.preconditionFailed());
        }
        return write(upsert.key(), upsert.body(), current);
    }

    private ItemResult replace(ItemOperation.Replace replace, @Nullable StoredDocument current) {
        if (current == null) {
            return refused(Refusal.itemNotFound(replace.key()));
        }
        if (replace.when().failsOn(current)) {
            return refused(Refusal.preconditionFailed());
        }
        return write(replace.key(), replace.body(), current);
    }

    private ItemResult delete(ItemOperation.Delete delete, @Nullable StoredDocument current) {
        if (current == null) {
            return refused(Refusal.itemNotFound(delete.key()));
        }
        if (delete.when().failsOn(current)) {
            return refused(Refusal.preconditionFailed());
        }
        remove(current, false);
        return new ItemResult.Deleted(current);
    }

    private ItemResult patch(ItemOperation.Patch patch, @Nullable StoredDocument current) {
        if (current == null) {
            return refused(Refusal.itemNotFound(patch.key()));
        }
        if (patch.when().failsOn(current)) {
            return refused(Refusal.preconditionFailed());
        }
        if (patch.condition() != null && !patch.condition().holdsFor(current.tree(state.address()))) {
            return refused(Refusal.patchConditionFailed());
        }
        try {
            ObjectNode tree = Json.object(current.json().array());
            Patcher.apply(tree, patch.steps());
            ItemBody body = ItemBody.of(tree);
            if (!body.id().equals(current.key().id())
                    || !settings.partitionKey().keyOf(tree).equals(current.key().partitionKey())) {
                return refused(Refusal.badRequest("A patch must not change the id or the partition key."));
            }
            return write(current.key(), body, current);
        } catch (IllegalArgumentException | ArithmeticException doesNotFit) {
            return refused(Refusal.badRequest(String.valueOf(doesNotFit.getMessage())));
        }
    }

    private ItemResult write(ItemKey key, ItemBody body, @Nullable StoredDocument current) {
        if (body.isTooLarge()) {
            return refused(Refusal.tooLarge(body.json().length()));
        }
        if (!claimUniqueValues(key, body.tree())) {
            return refused(Refusal.uniqueKeyViolated());
        }
        StoredDocument ended = current == null ? state.get(key) : null;
        if (ended != null && !staged.containsKey(key)) {
            remove(ended, true); // it has expired and nobody has swept it yet
        }
        int ttl = body.ttlSeconds() == null ? 0 : body.ttlSeconds();
        long itemNumber = current == null ? state.numberAfter(number) : current.number();
        number = Math.max(number, itemNumber);
        StoredDocument next = new StoredDocument(key, body.json(), itemNumber, ++lsn, now, ttl);
        staged.put(key, next);
        bytes += body.json().length();
        changes.add(new ItemChange.Put(next));
        return current == null ? new ItemResult.Created(next) : new ItemResult.Replaced(next);
    }

    private void remove(StoredDocument document, boolean expired) {
        staged.put(document.key(), null);
        changes.add(new ItemChange.Removed(document.key(), ++lsn, now, expired));
    }

    private boolean claimUniqueValues(ItemKey key, ObjectNode document) {
        UniqueValues unique = state.uniqueValues();
        if (unique.isUnused()) {
            return true;
        }
        List<UniqueValues.Value> values = unique.of(key, document);
        if (values.stream().anyMatch(value -> isHeldByAnother(value, key))) {
            return false;
        }
        values.forEach(value -> claimed.put(value, key.id()));
        return true;
    }

    /** A holder counts only while it still has the value in this transaction's view. */
    private boolean isHeldByAnother(UniqueValues.Value value, ItemKey key) {
        String holder = claimed.getOrDefault(value, state.uniqueValues().holderOf(value));
        if (holder == null || holder.equals(key.id())) {
            return false;
        }
        ItemKey holderKey = new ItemKey(key.partitionKey(), holder);
        StoredDocument document = current(holderKey);
        return document != null
                && state.uniqueValues()
                        .of(holderKey, Json.object(document.json().array()))
                        .contains(value);
    }

    private static ItemResult refused(Refusal reason) {
        return new ItemResult.Refused(reason);
    }
}
