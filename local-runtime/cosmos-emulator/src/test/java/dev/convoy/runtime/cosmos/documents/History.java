package dev.convoy.runtime.cosmos.documents;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What clients did to single items and what they were answered, with the times between which each operation took effect. Linearisable
 * if each key's operations can be put in one order that respects those times and in which every answer is right (Wing and Gong's
 * search, with the states seen remembered).
 */
final class History {

    static final int CREATE = 0;
    static final int UPSERT = 1;
    static final int DELETE = 2;

    private static final int ABSENT = -1;

    private final Map<String, List<Event>> byKey = new HashMap<>();

    void addAll(List<Event> events) {
        events.forEach(event ->
                byKey.computeIfAbsent(event.key(), key -> new ArrayList<>()).add(event));
    }

    boolean isLinearisable() {
        return byKey.values().stream().allMatch(events -> search(events, 0L, ABSENT, new HashSet<>()));
    }

    @Override
    public String toString() {
        return byKey.toString();
    }

    private static boolean search(List<Event> events, long done, int state, Set<String> seen) {
        if (Long.bitCount(done) == events.size()) {
            return true;
        }
        if (!seen.add(done + ":" + state)) {
            return false;
        }
        long firstReturn = Long.MAX_VALUE;
        for (int i = 0; i < events.size(); i++) {
            if ((done & 1L << i) == 0) {
                firstReturn = Math.min(firstReturn, events.get(i).returned());
            }
        }
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            boolean mayBeNext = (done & 1L << i) == 0 && event.invoked() < firstReturn;
            if (mayBeNext && event.fits(state) && search(events, done | 1L << i, event.stateAfter(state), seen)) {
                return true;
            }
        }
        return false;
    }

    /**
     * One operation.
     *
     * @param outcome the value read; 1 created, 2 replaced, 3 deleted; or the status of a refusal, negated
     */
    record Event(String key, int kind, int value, int outcome, long invoked, long returned) {

        boolean fits(int state) {
            boolean absent = state == ABSENT;
            return switch (kind) {
                case CREATE -> outcome == (absent ? 1 : -409);
                case UPSERT -> outcome == (absent ? 1 : 2);
                case DELETE -> outcome == (absent ? -404 : 3);
                default -> outcome == (absent ? -404 : state);
            };
        }

        int stateAfter(int state) {
            return switch (kind) {
                case CREATE -> state == ABSENT ? value : state;
                case UPSERT -> value;
                case DELETE -> ABSENT;
                default -> state;
            };
        }
    }
}
