package dev.convoy.sample;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What reached the functions of this process, by topic, in order of arrival. Safe for use by several threads. */
final class Seen {

    private static final Map<String, List<String>> LINES = new ConcurrentHashMap<>();

    private Seen() {}

    static int add(String topic, String line) {
        List<String> lines = LINES.computeIfAbsent(topic, ignored -> new CopyOnWriteArrayList<>());
        lines.add(line);
        return lines.size();
    }

    static List<String> of(String topic) {
        return LINES.getOrDefault(topic, List.of());
    }
}
