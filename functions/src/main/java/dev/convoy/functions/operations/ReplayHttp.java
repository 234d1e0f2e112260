package dev.convoy.functions.operations;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.contracts.topology.Topology;
import dev.convoy.functions.platform.http.Fields;
import dev.convoy.functions.platform.http.HttpAnswer;
import dev.convoy.functions.platform.http.HttpInput;
import dev.convoy.functions.platform.http.HttpShell;
import dev.convoy.functions.platform.http.Problem;
import dev.convoy.functions.platform.http.ProblemException;
import dev.convoy.functions.platform.outbox.OutboxReplay;
import dev.convoy.functions.platform.store.DocumentStore;
import dev.convoy.functions.platform.store.MalformedContinuationException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /api/operations/replay {"context": "orders", "from": …, "to": …, "subscriber": "analytics"}}: publishes one page of a
 * context's events again and says how to ask for the next. Without subscriber it goes to all of them, where the topic's duplicate
 * detection drops what is younger than ten minutes.
 */
public final class ReplayHttp {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayHttp.class);
    private static final String ALL = "all";
    private static final Map<String, String> QUEUES = Map.of(
            ALL,
            Entities.EVENTS,
            Entities.ORDER_SAGA,
            Entities.ORDER_SAGA_RETRIES,
            Entities.ANALYTICS,
            Entities.ANALYTICS_RETRIES,
            Entities.NOTIFICATION,
            Entities.NOTIFICATION_RETRIES);

    private final OutboxReplay replay;
    private final Map<String, DocumentStore> contexts;

    /** @param contexts containers with an outbox, by name */
    public ReplayHttp(OutboxReplay replay, Map<String, DocumentStore> contexts) {
        this.replay = replay;
        this.contexts = new TreeMap<>(contexts);
    }

    @FunctionName("Replay")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.POST,
                            route = "operations/replay",
                            authLevel = AuthorizationLevel.ADMIN)
                    HttpRequestMessage<Optional<String>> request) {
        return HttpShell.run(request, () -> answer(HttpInput.of(request)));
    }

    HttpAnswer answer(HttpInput input) {
        Fields fields = Fields.of(input.json());
        Optional<DocumentStore> context = fields.text("context", this::context);
        Optional<Instant> from = fields.text("from", ReplayHttp::instant);
        Optional<Instant> to = fields.text("to", ReplayHttp::instant);
        Optional<String> subscriber =
                fields.has("subscriber") ? fields.text("subscriber", ReplayHttp::subscriber) : Optional.of(ALL);
        Optional<String> continuation =
                fields.has("continuation") ? fields.text("continuation", text -> text) : Optional.empty();
        if (!fields.isGood()) {
            throw fields.problem();
        }
        OutboxReplay.Wish wish = wish(Fields.sure(from), Fields.sure(to), Fields.sure(subscriber));
        return HttpAnswer.json(HttpAnswer.OK, page(Fields.sure(context), wish, continuation));
    }

    private OutboxReplay.Progress page(DocumentStore store, OutboxReplay.Wish wish, Optional<String> continuation) {
        try {
            OutboxReplay.Progress progress = replay.page(store, wish, continuation);
            LOG.atInfo()
                    .addKeyValue("entity", wish.entity())
                    .addKeyValue("from", wish.from())
                    .addKeyValue("to", wish.to())
                    .addKeyValue("published", progress.published())
                    .log("events replayed");
            return progress;
        } catch (MalformedContinuationException e) {
            throw new ProblemException(Problem.badRequest("continuation", "must come from the page before"));
        }
    }

    private DocumentStore context(String name) {
        DocumentStore store = contexts.get(name);
        if (store == null) {
            throw new IllegalArgumentException("must be one of " + contexts.keySet());
        }
        return store;
    }

    private static String subscriber(String name) {
        if (!QUEUES.containsKey(name)) {
            throw new IllegalArgumentException("must be one of " + new TreeMap<>(QUEUES).keySet());
        }
        return name;
    }

    /** What one subscriber does not take is left out: its queue has no rules that would do so. */
    private static OutboxReplay.Wish wish(Instant from, Instant to, String subscriber) {
        Set<String> subjects = Topology.topics().stream()
                .flatMap(topic -> topic.subscriptions().stream())
                .filter(subscription -> subscription.name().equals(subscriber))
                .flatMap(subscription -> subscription.subjects().stream())
                .collect(Collectors.toUnmodifiableSet());
        return new OutboxReplay.Wish(from, to, String.valueOf(QUEUES.get(subscriber)), subjects);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("must be a UTC time such as 2026-03-01T12:00:00Z", e);
        }
    }
}
