package dev.convoy.functions.bigresult.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import dev.convoy.contracts.bigresult.ResultDocument;
import dev.convoy.contracts.bigresult.ResultLimits;
import dev.convoy.contracts.bigresult.ResultNames;
import dev.convoy.contracts.bigresult.ResultStatus;
import dev.convoy.contracts.bigresult.SeriesSpec;
import dev.convoy.contracts.id.ClientId;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.functions.bigresult.chunks.ResultBlobs;
import dev.convoy.functions.bigresult.state.CompletionCheck;
import dev.convoy.functions.bigresult.state.HeaderRules;
import dev.convoy.functions.bigresult.state.TransactionOpening;
import dev.convoy.functions.platform.http.HttpAnswer;
import dev.convoy.functions.platform.http.HttpInput;
import dev.convoy.functions.platform.http.HttpShell;
import dev.convoy.functions.platform.http.Problem;
import dev.convoy.functions.platform.http.ProblemException;
import dev.convoy.functions.platform.servicebus.Subscriptions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** {@code POST /api/results}: opens a transaction, or gives a fresh signature for one that is open. */
public final class OpenResultHttp {

    private static final int CREATED = 201;
    private static final Duration IDLE_SUBSCRIPTION = Duration.ofDays(14);

    private final TransactionOpening opening;
    private final CompletionCheck completion;
    private final ResultBlobs blobs;
    private final Consumer<Subscriptions.Wish> subscriptions;
    private final Offer offer;
    private final Clock clock;

    public OpenResultHttp(
            TransactionOpening opening,
            CompletionCheck completion,
            ResultBlobs blobs,
            Consumer<Subscriptions.Wish> subscriptions,
            Offer offer,
            Clock clock) {
        this.opening = opening;
        this.completion = completion;
        this.blobs = blobs;
        this.subscriptions = subscriptions;
        this.offer = offer;
        this.clock = clock;
    }

    /** What producers are told of limits, and for how long signatures hold. */
    public record Offer(long inlineBytes, long chunkBytes, Duration sasLifetime) {}

    @FunctionName("OpenResult")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.POST,
                            route = "results",
                            authLevel = AuthorizationLevel.FUNCTION)
                    HttpRequestMessage<Optional<String>> request) {
        return HttpShell.run(request, () -> open(HttpInput.of(request)));
    }

    HttpAnswer open(HttpInput input) {
        NewResultReader.NewResult wanted = NewResultReader.read(input.json());
        ClientId client = OwnResults.clientOf(input);
        TransactionId id = wanted.transactionId()
                .orElseGet(() -> new TransactionId(UUID.randomUUID().toString()));
        TransactionOpening.Opened opened = opening.open(opening.document(id, client, wanted.series(), wanted.limits()))
                .orElseThrow(() ->
                        new ProblemException(Problem.tooMany("Too many results are active; finish or abandon some.")));
        ResultDocument result = opened.stored().result();
        check(result, client, wanted);
        if (wanted.perTransaction()) {
            subscriptions.accept(ofTransaction(result));
        }
        completion.check(id); // series without chunks are complete at once
        return answer(result, opened.now(), wanted.perTransaction());
    }

    private static void check(ResultDocument result, ClientId client, NewResultReader.NewResult wanted) {
        if (!result.clientId().equals(client)) {
            throw new ProblemException(Problem.unprocessable("transactionId", "is taken"));
        }
        List<SeriesSpec> known = result.header();
        List<SeriesSpec> series = wanted.series();
        if (series != null && (known == null || !HeaderRules.isSame(known, series))) {
            throw new ProblemException(Problem.unprocessable("series", "is not what the transaction was opened with"));
        }
        if (result.status() != ResultStatus.AwaitingResults && result.status().isFinal()) {
            throw new ProblemException(Problem.conflict("The transaction has ended: " + result.status() + "."));
        }
    }

    private static Subscriptions.Wish ofTransaction(ResultDocument result) {
        return new Subscriptions.Wish(
                Entities.RESULT_NOTIFICATIONS,
                ResultNames.subscription(result.transactionId()),
                Map.of(
                        ResultNames.CLIENT_ID, result.clientId().value(),
                        ResultNames.TRANSACTION_ID, result.transactionId().value()),
                Optional.of(IDLE_SUBSCRIPTION));
    }

    private HttpAnswer answer(ResultDocument result, boolean now, boolean perTransaction) {
        ResultBlobs.StagingAccess staging =
                blobs.openStaging(result.transactionId(), clock.instant().plus(offer.sasLifetime()));
        ObjectNode body = Json.mapper().createObjectNode();
        body.put("transactionId", result.transactionId().value());
        body.put("clientId", result.clientId().value());
        body.put("status", result.status().name());
        body.putObject("staging")
                .put("container", staging.container())
                .put("url", staging.url())
                .put("sas", staging.sas())
                .put("expiresAt", staging.expiresAt().toString());
        body.putObject("queues")
                .put("headers", Entities.RESULT_HEADERS)
                .put("payloads", Entities.RESULT_PAYLOADS)
                .put("inlinePayloads", Entities.RESULT_INLINE_PAYLOADS);
        body.putObject("notifications")
                .put("topic", Entities.RESULT_NOTIFICATIONS)
                .put(
                        "subscription",
                        perTransaction
                                ? ResultNames.subscription(result.transactionId())
                                : ResultNames.subscription(result.clientId()));
        body.putObject("limits")
                .put("inlineBytes", offer.inlineBytes())
                .put("chunkBytes", offer.chunkBytes())
                .put("chunksPerSeries", ResultLimits.MOST_CHUNKS)
                .put("series", ResultLimits.MOST_SERIES);
        body.putObject("deadlines")
                .put("headerBy", result.headerBy().toString())
                .put("awaitUntil", result.awaitUntil().toString());
        return HttpAnswer.json(now ? CREATED : HttpAnswer.OK, body)
                .with("Location", "/api/results/" + result.transactionId())
                .with("Cache-Control", "no-store");
    }
}
