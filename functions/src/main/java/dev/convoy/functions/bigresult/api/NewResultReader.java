package dev.convoy.functions.bigresult.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.contracts.bigresult.ResultLimits;
import dev.convoy.contracts.bigresult.SeriesName;
import dev.convoy.contracts.bigresult.SeriesSpec;
import dev.convoy.contracts.bigresult.TimeLimits;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.json.MalformedJsonException;
import dev.convoy.functions.bigresult.state.HeaderRules;
import dev.convoy.functions.platform.http.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the body of {@code POST /api/results}; one answer names every bad field. Stateless. */
final class NewResultReader {

    private NewResultReader() {}

    /**
     * What was asked for.
     *
     * @param series the header, if it is known already
     * @param perTransaction whether notices are wanted in a subscription of this transaction's own
     */
    record NewResult(
            Optional<TransactionId> transactionId,
            @Nullable List<SeriesSpec> series,
            TimeLimits limits,
            boolean perTransaction) {}

    /** @throws dev.convoy.functions.platform.http.ProblemException naming each bad field */
    static NewResult read(JsonNode body) {
        Fields fields = Fields.of(body);
        Optional<TransactionId> id =
                fields.has("transactionId") ? fields.text("transactionId", TransactionId::new) : Optional.empty();
        List<SeriesSpec> series = fields.has("series") ? series(fields) : null;
        TimeLimits limits = fields.has("limits") ? limits(fields, body.path("limits")) : TimeLimits.USUAL;
        Optional<Boolean> perTransaction =
                fields.has("notifyBy") ? fields.text("notifyBy", NewResultReader::perTransaction) : Optional.of(false);
        if (!fields.isGood()) {
            throw fields.problem();
        }
        return new NewResult(id, series, limits, Fields.sure(perTransaction));
    }

    private static List<SeriesSpec> series(Fields fields) {
        List<SeriesSpec> specs = new ArrayList<>();
        for (Fields one : fields.objects("series", 1, ResultLimits.MOST_SERIES)) {
            Optional<SeriesName> name = one.text("name", SeriesName::new);
            Optional<Long> count = one.whole("totalCount", 0, ResultLimits.MOST_CHUNKS);
            @Nullable
            String type = one.has("contentType")
                    ? one.text("contentType", NewResultReader::contentType).orElse(null)
                    : null;
            name.ifPresent(known -> count.ifPresent(total -> specs.add(new SeriesSpec(known, total, type))));
        }
        if (fields.isGood()) {
            HeaderRules.problem(specs).ifPresent(problem -> fields.reject("series", problem));
        }
        return specs;
    }

    private static String contentType(String text) {
        if (!text.matches("[A-Za-z0-9!#$&^_.+-]{1,64}/[A-Za-z0-9!#$&^_.+-]{1,64}(; *[A-Za-z0-9=_.\"-]{1,64})?")) {
            throw new IllegalArgumentException("must be a media type such as text/csv");
        }
        return text;
    }

    private static TimeLimits limits(Fields fields, JsonNode node) {
        try {
            return Json.read(node, TimeLimits.class);
        } catch (MalformedJsonException e) {
            String field = e.field().isEmpty() ? "limits" : "limits." + e.field();
            fields.reject(field, String.valueOf(e.getMessage()));
            return TimeLimits.USUAL;
        }
    }

    private static boolean perTransaction(String text) {
        return switch (text) {
            case "client" -> false;
            case "transaction" -> true;
            default -> throw new IllegalArgumentException("must be client or transaction");
        };
    }
}
