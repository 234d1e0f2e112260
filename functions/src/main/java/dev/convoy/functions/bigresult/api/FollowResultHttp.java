package dev.convoy.functions.bigresult.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import dev.convoy.contracts.bigresult.ResultDocument;
import dev.convoy.contracts.bigresult.ResultProgress;
import dev.convoy.contracts.bigresult.ResultStatus;
import dev.convoy.contracts.bigresult.TimeLimits;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.contracts.json.Json;
import dev.convoy.functions.bigresult.state.ResultChanges;
import dev.convoy.functions.bigresult.state.TransactionBook;
import dev.convoy.functions.platform.http.Fields;
import dev.convoy.functions.platform.http.HttpAnswer;
import dev.convoy.functions.platform.http.HttpInput;
import dev.convoy.functions.platform.http.HttpShell;
import dev.convoy.functions.platform.http.Problem;
import dev.convoy.functions.platform.http.ProblemException;
import dev.convoy.functions.platform.http.WaitParameter;
import dev.convoy.functions.platform.inbox.Overtaking;
import dev.convoy.functions.platform.store.StoredDocument;
import dev.convoy.functions.platform.waiting.Follower;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** {@code GET /api/results/{id}}, {@code POST …/deadline} and {@code DELETE}. */
public final class FollowResultHttp {

    private static final int ROUNDS = 10;

    private final OwnResults own;
    private final TransactionBook book;
    private final MissingChunks missing;
    private final Follower<TransactionId> followers;
    private final Clock clock;

    public FollowResultHttp(
            TransactionBook book, MissingChunks missing, Follower<TransactionId> followers, Clock clock) {
        this.own = new OwnResults(book);
        this.book = book;
        this.missing = missing;
        this.followers = followers;
        this.clock = clock;
    }

    /** A transaction with its counters, both at their versions. */
    private record Seen(ResultDocument result, Optional<StoredDocument> progress, String etag) {}

    @FunctionName("ResultStatus")
    public HttpResponseMessage status(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            route = "results/{id}",
                            authLevel = AuthorizationLevel.FUNCTION)
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("id") String id) {
        return HttpShell.run(request, () -> status(id, HttpInput.of(request)));
    }

    @FunctionName("ExtendResult")
    public HttpResponseMessage extend(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.POST,
                            route = "results/{id}/deadline",
                            authLevel = AuthorizationLevel.FUNCTION)
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("id") String id) {
        return HttpShell.run(request, () -> extend(id, HttpInput.of(request)));
    }

    @FunctionName("AbandonResult")
    public HttpResponseMessage abandon(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.DELETE,
                            route = "results/{id}",
                            authLevel = AuthorizationLevel.FUNCTION)
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("id") String id) {
        return HttpShell.run(request, () -> abandon(id, HttpInput.of(request)));
    }

    HttpAnswer status(String id, HttpInput input) {
        TransactionBook.Stored stored = own.find(id, input);
        Optional<String> known = input.etag();
        Optional<Duration> wait = input.query("wait", WaitParameter::read);
        Seen first = seen(stored);
        Seen seen = wait.isEmpty() || isWorthTelling(first, known)
                ? first
                : followers.await(
                        stored.result().transactionId(),
                        wait.get(),
                        () -> book.find(stored.result().transactionId())
                                .map(this::seen)
                                .orElse(first),
                        now -> isWorthTelling(now, known));
        HttpAnswer answer = known.filter(seen.etag()::equals).isPresent()
                ? HttpAnswer.empty(HttpAnswer.NOT_MODIFIED)
                : HttpAnswer.json(HttpAnswer.OK, view(seen));
        return answer.with("ETag", '"' + seen.etag() + '"').with("Cache-Control", "no-cache");
    }

    private JsonNode view(Seen seen) {
        ResultDocument result = seen.result();
        List<MissingChunks.Series> gaps = seen.progress().isEmpty()
                ? List.of()
                : ResultView.specs(result).stream()
                        .map(series -> missing.of(result.transactionId(), series))
                        .toList();
        return ResultView.of(result, seen.progress().map(stored -> new ResultProgress(stored.content())), gaps);
    }

    private Seen seen(TransactionBook.Stored stored) {
        Optional<StoredDocument> progress = book.progress(stored.result().transactionId());
        String etag = stored.etag() + "." + progress.map(StoredDocument::etag).orElse("");
        return new Seen(stored.result(), progress, etag);
    }

    private static boolean isWorthTelling(Seen seen, Optional<String> known) {
        return known.map(etag -> !etag.equals(seen.etag()))
                .orElse(seen.result().status().isFinal());
    }

    HttpAnswer extend(String id, HttpInput input) {
        Fields fields = Fields.of(input.json());
        Optional<Duration> by = fields.text("extendBy", FollowResultHttp::duration);
        if (!fields.isGood()) {
            throw fields.problem();
        }
        ResultDocument changed = change(id, input, List.of(ResultStatus.AwaitingResults), stored -> {
            ResultDocument result = extended(stored.result(), Fields.sure(by));
            return book.replace(stored, result, List.of());
        });
        return HttpAnswer.json(
                HttpAnswer.OK,
                Json.mapper()
                        .createObjectNode()
                        .put("transactionId", changed.transactionId().value())
                        .put("awaitUntil", changed.awaitUntil().toString()));
    }

    private static ResultDocument extended(ResultDocument result, Duration by) {
        Instant until = result.awaitUntil().plus(by);
        if (until.isAfter(result.openedAt().plus(TimeLimits.LONGEST_AWAIT))) {
            throw new ProblemException(Problem.badRequest(
                    "extendBy", "must end within " + TimeLimits.LONGEST_AWAIT + " of opening the transaction"));
        }
        return ResultChanges.awaitingUntil(result, until);
    }

    HttpAnswer abandon(String id, HttpInput input) {
        List<ResultStatus> running = List.of(ResultStatus.AwaitingResults, ResultStatus.SendingCompletion);
        ResultDocument changed = change(
                id,
                input,
                running,
                stored -> stored.result().abandonRequestedAt() != null || book.abandon(stored, clock.instant()));
        return HttpAnswer.json(
                HttpAnswer.ACCEPTED,
                Json.mapper()
                        .createObjectNode()
                        .put("transactionId", changed.transactionId().value())
                        .put("status", changed.status().name()));
    }

    /** Changes a transaction that is in one of these states; decides anew when another was faster. The answer is what is stored then. */
    private ResultDocument change(
            String id, HttpInput input, List<ResultStatus> allowed, Predicate<TransactionBook.Stored> change) {
        for (int round = 0; round < ROUNDS; round++) {
            TransactionBook.Stored stored = own.find(id, input);
            if (!allowed.contains(stored.result().status())) {
                throw new ProblemException(
                        Problem.conflict("The transaction is " + stored.result().status() + "."));
            }
            if (change.test(stored)) {
                return own.find(id, input).result();
            }
        }
        throw new Overtaking.ContendedException(id);
    }

    private static Duration duration(String text) {
        Duration duration;
        try {
            duration = Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("must be a duration such as PT1H", e);
        }
        if (duration.isNegative() || duration.isZero() || duration.compareTo(TimeLimits.LONGEST_AWAIT) > 0) {
            throw new IllegalArgumentException("must be more than nothing and at most " + TimeLimits.LONGEST_AWAIT);
        }
        return duration;
    }
}
