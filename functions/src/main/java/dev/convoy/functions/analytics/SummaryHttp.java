package dev.convoy.functions.analytics;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import dev.convoy.functions.platform.http.HttpAnswer;
import dev.convoy.functions.platform.http.HttpInput;
import dev.convoy.functions.platform.http.HttpShell;
import dev.convoy.functions.platform.http.Problem;
import dev.convoy.functions.platform.http.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** {@code GET /api/analytics/summary?from=&to=&bucket=minute|hour|day}; the last sixty buckets unless told otherwise. */
public final class SummaryHttp {

    private static final int USUAL_BUCKETS = 60;

    private final Summary summary;
    private final Clock clock;

    public SummaryHttp(EventCounters counters, Clock clock) {
        this.summary = new Summary(counters);
        this.clock = clock;
    }

    @FunctionName("AnalyticsSummary")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            route = "analytics/summary",
                            authLevel = AuthorizationLevel.FUNCTION)
                    HttpRequestMessage<Optional<String>> request) {
        return HttpShell.run(request, () -> answer(HttpInput.of(request)));
    }

    HttpAnswer answer(HttpInput input) {
        BucketWidth width = input.query("bucket", BucketWidth::named).orElse(BucketWidth.MINUTE);
        Instant to = input.query("to", SummaryHttp::instant)
                .orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1));
        Instant from =
                input.query("from", SummaryHttp::instant).orElseGet(() -> width.startOf(width.back(to, USUAL_BUCKETS)));
        if (!from.isBefore(to)) {
            throw new ProblemException(Problem.badRequest("from", "must be before to"));
        }
        if (!width.covers(from, to)) {
            throw new ProblemException(
                    Problem.badRequest("from", "is too long before to for buckets of one " + width.text()));
        }
        return HttpAnswer.json(HttpAnswer.OK, summary.between(from, to, width));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("must be a UTC time such as 2026-03-01T12:00:00Z", e);
        }
    }
}
