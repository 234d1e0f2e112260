package dev.convoy.runtime.cosmos.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who holds which values of the container's unique keys, per logical partition. A missing value counts like null, as documented
 * for the service. Guarded by the partition's lock.
 */
final class UniqueValues {

    private final List<List<DocumentPath>> keys;
    private final Map<Value, String> holders = new HashMap<>();

    UniqueValues(List<List<DocumentPath>> keys) {
        this.keys = keys;
    }

    boolean isUnused() {
        return keys.isEmpty();
    }

    /** The values an item holds. */
    List<Value> of(ItemKey key, ObjectNode document) {
        List<Value> values = new ArrayList<>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            StringBuilder text = new StringBuilder();
            for (DocumentPath path : keys.get(i)) {
                JsonNode value = path.in(document);
                text.append(value.isMissingNode() ? "null" : value).append('\n');
            }
            values.add(new Value(key.partitionKey(), i, text.toString()));
        }
        return values;
    }

    @Nullable
    String holderOf(Value value) {
        return holders.get(value);
    }

    void claim(ItemKey key, ObjectNode document) {
        of(key, document).forEach(value -> holders.put(value, key.id()));
    }

    void release(ItemKey key, ObjectNode document) {
        of(key, document).forEach(value -> holders.remove(value, key.id()));
    }

    /** The values of one unique key in one logical partition. */
    record Value(PartitionKey partitionKey, int key, String values) {}
}
