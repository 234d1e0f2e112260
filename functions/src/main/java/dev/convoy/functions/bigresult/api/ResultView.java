package dev.convoy.functions.bigresult.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.bigresult.ResultDocument;
import dev.convoy.contracts.bigresult.ResultProgress;
import dev.convoy.contracts.bigresult.SeriesSpec;
import dev.convoy.contracts.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A transaction as its client sees it. Stateless. */
final class ResultView {

    private static final double PERCENT = 100.0;

    private ResultView() {}

    static ObjectNode of(ResultDocument result, Optional<ResultProgress> progress, List<MissingChunks.Series> missing) {
        ObjectNode view = Json.mapper().createObjectNode();
        view.put("transactionId", result.transactionId().value());
        view.put("clientId", result.clientId().value());
        view.put("status", result.status().name());
        view.put("openedAt", result.openedAt().toString());
        deadlines(view.putObject("deadlines"), result);
        put(view, "endedAt", result.endedAt());
        if (result.outcome() != null) {
            view.putObject("problem")
                    .put("error", result.outcome().error().name())
                    .put("detail", result.outcome().detail());
        }
        put(view, "abandonRequestedAt", result.abandonRequestedAt());
        put(view, "purgedAt", result.purgedAt());
        progress.ifPresent(counters -> {
            progress(view.putObject("progress"), result, counters, missing);
            series(view.putArray("series"), result, counters, missing);
        });
        return view;
    }

    private static void deadlines(ObjectNode deadlines, ResultDocument result) {
        if (result.header() == null) {
            deadlines.put("headerBy", result.headerBy().toString());
        }
        deadlines.put("awaitUntil", result.awaitUntil().toString());
        put(deadlines, "completeBy", result.completeBy());
    }

    private static void progress(
            ObjectNode node, ResultDocument result, ResultProgress counters, List<MissingChunks.Series> missing) {
        List<SeriesSpec> series = specs(result);
        long received =
                series.stream().mapToLong(spec -> counters.count(spec.name())).sum();
        long bytes =
                series.stream().mapToLong(spec -> counters.bytes(spec.name())).sum();
        node.put("headerKnown", result.header() != null);
        node.put("receivedChunks", received);
        node.put("receivedBytes", bytes);
        if (result.header() != null) {
            long expected = series.stream().mapToLong(SeriesSpec::totalCount).sum();
            node.put("expectedChunks", expected);
            node.put("percent", expected == 0 ? PERCENT : Math.floor(received * PERCENT * 10 / expected) / 10);
        }
        missing.stream()
                .flatMap(one -> one.lastReceivedAt().stream())
                .max(Instant::compareTo)
                .ifPresent(last -> rates(node, result, received, bytes, last));
    }

    private static void rates(ObjectNode node, ResultDocument result, long received, long bytes, Instant last) {
        double seconds =
                Math.max(0.001, Duration.between(result.openedAt(), last).toMillis() / 1_000.0);
        node.put("chunksPerSecond", Math.round(received / seconds * 10) / 10.0);
        node.put("bytesPerSecond", Math.round(bytes / seconds));
        node.put("lastReceivedAt", last.toString());
    }

    private static void series(
            ArrayNode array, ResultDocument result, ResultProgress counters, List<MissingChunks.Series> missing) {
        for (SeriesSpec spec : specs(result)) {
            ObjectNode node = array.addObject();
            node.put("name", spec.name().value());
            node.put("totalCount", spec.totalCount());
            node.put("receivedCount", counters.count(spec.name()));
            node.put("receivedBytes", counters.bytes(spec.name()));
            missing.stream().filter(one -> one.name().equals(spec.name())).forEach(one -> {
                ArrayNode ranges = node.putArray("missing");
                one.ranges()
                        .forEach(range ->
                                ranges.addObject().put("from", range.from()).put("to", range.to()));
                node.put("missingTruncated", one.truncated());
            });
        }
    }

    static List<SeriesSpec> specs(ResultDocument result) {
        List<SeriesSpec> header = result.header();
        return header == null ? result.claims() : header;
    }

    private static void put(ObjectNode node, String field, @Nullable Instant value) {
        if (value != null) {
            node.put(field, value.toString());
        }
    }
}
