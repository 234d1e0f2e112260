package dev.convoy.runtime.providers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was posted to whom: the last {@value #MOST_CALLS} calls of the last {@value #MOST_BOXES} boxes. Guarded by its own lock.
 */
final class LetterBoxes {

    /** Longer bodies are refused. */
    static final int LARGEST_BODY_BYTES = 1 << 20;

    private static final int MOST_BOXES = 100;
    private static final int MOST_CALLS = 20;

    private final Map<String, Deque<ReceivedCall>> boxes = new LinkedHashMap<>() {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<ReceivedCall>> eldest) {
            return size() > MOST_BOXES;
        }
    };

    synchronized void put(String box, ReceivedCall call) {
        Deque<ReceivedCall> calls = boxes.computeIfAbsent(box, name -> new ArrayDeque<>());
        calls.addLast(call);
        if (calls.size() > MOST_CALLS) {
            calls.removeFirst();
        }
    }

    /** Oldest first. */
    synchronized List<ReceivedCall> in(String box) {
        return List.copyOf(boxes.getOrDefault(box, new ArrayDeque<>()));
    }

    ArrayNode describe(String box) {
        ArrayNode calls = JsonNodeFactory.instance.arrayNode();
        for (ReceivedCall call : in(box)) {
            ObjectNode described = calls.addObject();
            ObjectNode headers = described.putObject("headers");
            call.headers().forEach(headers::put);
            described.put("body", call.body());
        }
        return calls;
    }
}
