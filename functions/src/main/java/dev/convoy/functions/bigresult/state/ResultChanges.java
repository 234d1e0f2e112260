package dev.convoy.functions.bigresult.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.bigresult.ResultDocument;
import dev.convoy.contracts.bigresult.SeriesSpec;
import dev.convoy.contracts.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The few changes that intake and API make to a transaction. Stateless. */
public final class ResultChanges {

    private ResultChanges() {}

    static ResultDocument withHeader(
            ResultDocument result,
            List<SeriesSpec> series,
            Instant awaitUntil,
            Duration completeWithin,
            Duration retention) {
        return changed(result, document -> {
            document.set("header", Json.mapper().valueToTree(series));
            document.put("awaitUntil", awaitUntil.toString());
            document.put("completeWithin", completeWithin.toString());
            document.put("retention", retention.toString());
        });
    }

    /** With what chunks have said of series that no header has named yet. */
    public static ResultDocument withClaims(ResultDocument result, List<SeriesSpec> more) {
        List<SeriesSpec> claims = new ArrayList<>(result.claims());
        claims.addAll(more);
        return changed(result, document -> document.set("claims", Json.mapper().valueToTree(claims)));
    }

    public static ResultDocument awaitingUntil(ResultDocument result, Instant awaitUntil) {
        return changed(result, document -> document.put("awaitUntil", awaitUntil.toString()));
    }

    public static ResultDocument abandonRequested(ResultDocument result, Instant now) {
        return changed(result, document -> document.put("abandonRequestedAt", now.toString()));
    }

    private static ResultDocument changed(ResultDocument result, Consumer<ObjectNode> change) {
        ObjectNode document = Json.tree(result);
        change.accept(document);
        return Json.read(document, ResultDocument.class);
    }
}
