package dev.convoy.architecture.delivery;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A map that remembers which keys were asked for. Confined to one thread. */
final class RecordingMap extends AbstractMap<String, String> {

    private final Map<String, String> values;
    private final Set<String> asked = new TreeSet<>();

    RecordingMap(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    Set<String> names() {
        return Set.copyOf(asked);
    }

    @Override
    public @Nullable String get(Object key) {
        asked.add(String.valueOf(key));
        return values.get(key);
    }

    @Override
    public boolean containsKey(Object key) {
        asked.add(String.valueOf(key));
        return values.containsKey(key);
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        throw new UnsupportedOperationException("ask for settings by name, so that it is known which are read");
    }
}
