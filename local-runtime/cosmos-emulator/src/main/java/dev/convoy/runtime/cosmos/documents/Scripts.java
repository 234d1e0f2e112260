package dev.convoy.runtime.cosmos.documents;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The scripts of a container. Changed under the account's lock, read without one. */
public final class Scripts {

    /** Most scripts of one kind in a container; the service allows fewer. */
    private static final int MAX_OF_KIND = 1_000;

    private final Map<Script.Kind, Map<String, Script>> scripts = new EnumMap<>(Script.Kind.class);

    Scripts() {
        for (Script.Kind kind : Script.Kind.values()) {
            scripts.put(kind, new ConcurrentSkipListMap<>());
        }
    }

    public Collection<Script> all(Script.Kind kind) {
        return of(kind).values();
    }

    public Optional<Script> find(Script.Kind kind, String id) {
        return Optional.ofNullable(of(kind).get(id));
    }

    /** The script of that name, or a refusal with 404. */
    public Script require(Script.Kind kind, String id) {
        return find(kind, id).orElseThrow(() -> new RefusedException(Refusal.resourceNotFound(id)));
    }

    int nextNumber(Script.Kind kind) {
        if (of(kind).size() >= MAX_OF_KIND) {
            throw new RefusedException(Refusal.badRequest(
                    "A container can have at most " + MAX_OF_KIND + " " + kind.path() + " in this emulator."));
        }
        return all(kind).stream().mapToInt(Script::number).max().orElse(0) + 1;
    }

    void set(Script script) {
        of(script.kind()).put(script.id(), script);
    }

    void remove(Script.Kind kind, String id) {
        of(kind).remove(id);
    }

    private Map<String, Script> of(Script.Kind kind) {
        return scripts.getOrDefault(kind, Map.of());
    }
}
