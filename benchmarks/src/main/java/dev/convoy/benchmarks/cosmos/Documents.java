package dev.convoy.benchmarks.cosmos;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** The documents that are measured: one KB each, numbered, a hundred to a partition key. Stateless. */
final class Documents {

    static final int BULK = 100;

    private static final int BYTES = 1024;
    private static final int PER_KEY = 100;
    private static final int CITIES = 5_000;
    private static final int CONNECTIONS = 4;

    private Documents() {}

    static String id(int n) {
        return "document-" + n;
    }

    static String key(int n) {
        return "key-" + n / PER_KEY;
    }

    static String json(String id, int n) {
        String start = "{\"id\":\"" + id + "\",\"pk\":\"" + key(n) + "\",\"city\":\"city-" + n % CITIES + "\",\"rank\":"
                + n + ",\"lines\":[{\"product\":\"lamp\",\"quantity\":" + n % 9 + ",\"price\":\"9.90\"}],\"note\":\"";
        return start + "x".repeat(BYTES - start.length() - 2) + "\"}";
    }

    /** Creates the documents from 0 on, a hundred in a request. */
    static void fill(int port, int count) {
        AtomicInteger next = new AtomicInteger();
        IntStream.range(0, CONNECTIONS).parallel().forEach(connection -> fill(port, count, next));
    }

    private static void fill(int port, int count, AtomicInteger next) {
        try (Connection connection = new Connection(port)) {
            for (int n = next.getAndAdd(BULK); n < count; n = next.getAndAdd(BULK)) {
                Answer answer = connection.answer(Requests.bulk(bulk(n)));
                if (answer.status() != 200) {
                    throw new IllegalStateException("bulk answered " + answer.status() + " " + answer.text());
                }
            }
        } catch (IOException failed) {
            throw new IllegalStateException("the server failed while it was filled: " + failed, failed);
        }
    }

    private static String bulk(int from) {
        StringBuilder body = new StringBuilder("[");
        for (int n = from; n < from + BULK; n++) {
            body.append(n == from ? "" : ",")
                    .append("{\"operationType\":\"Create\",\"minimalReturnPreference\":true,\"partitionKey\":\"[\\\"")
                    .append(key(n))
                    .append("\\\"]\",\"resourceBody\":")
                    .append(json(id(n), n))
                    .append('}');
        }
        return body.append(']').toString();
    }
}
