package dev.convoy.functions.operations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import dev.convoy.contracts.json.Json;
import dev.convoy.functions.platform.http.Fields;
import dev.convoy.functions.platform.http.HttpAnswer;
import dev.convoy.functions.platform.http.HttpInput;
import dev.convoy.functions.platform.http.HttpShell;
import dev.convoy.functions.platform.http.Problem;
import dev.convoy.functions.platform.http.ProblemException;
import dev.convoy.functions.platform.servicebus.MessageBus;
import dev.convoy.functions.platform.servicebus.MessageShelf;
import dev.convoy.functions.platform.servicebus.SetAsideMessage;
import dev.convoy.functions.platform.store.DocumentStore;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Dead letters and parked messages for operators.
 *
 * <pre>
 * GET  /api/operations/dead-letters                          how many lie where
 * GET  /api/operations/dead-letters?entity=E&amp;after=N         what lies there, without bodies
 * GET  /api/operations/dead-letters?entity=E&amp;sequence=N      one message, with its body
 * POST /api/operations/dead-letters                          {"deed": "resubmit" or "discard", "entity": E, "sequence": N, "note": …}
 * GET  /api/operations/dead-letters/history?entity=E         who did what
 * </pre>
 */
public final class DeadLettersHttp {

    private static final int MOST = 100;
    private static final int LONGEST_NOTE = 500;

    private final RepairDesk desk;

    /** @param audit the container {@code operations} */
    public DeadLettersHttp(MessageShelf shelf, MessageBus bus, DocumentStore audit, Clock clock) {
        this.desk = new RepairDesk(shelf, bus, audit, clock);
    }

    @FunctionName("DeadLetters")
    public HttpResponseMessage look(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            route = "operations/dead-letters",
                            authLevel = AuthorizationLevel.ADMIN)
                    HttpRequestMessage<Optional<String>> request) {
        return HttpShell.run(request, () -> look(HttpInput.of(request)));
    }

    @FunctionName("RepairDeadLetter")
    public HttpResponseMessage repair(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.POST,
                            route = "operations/dead-letters",
                            authLevel = AuthorizationLevel.ADMIN)
                    HttpRequestMessage<Optional<String>> request) {
        return HttpShell.run(request, () -> repair(HttpInput.of(request)));
    }

    @FunctionName("DeadLettersHistory")
    public HttpResponseMessage history(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            route = "operations/dead-letters/history",
                            authLevel = AuthorizationLevel.ADMIN)
                    HttpRequestMessage<Optional<String>> request) {
        return HttpShell.run(request, () -> history(HttpInput.of(request)));
    }

    HttpAnswer look(HttpInput input) {
        Optional<String> entity = input.query("entity", DeadLettersHttp::place);
        Optional<Long> sequence = input.query("sequence", DeadLettersHttp::number);
        long after = input.query("after", DeadLettersHttp::number).orElse(0L);
        if (entity.isEmpty()) {
            return HttpAnswer.json(HttpAnswer.OK, counts());
        }
        return HttpAnswer.json(
                HttpAnswer.OK,
                sequence.map(number -> one(entity.get(), number))
                        .orElseGet(() -> messages(desk.look(entity.get(), after, MOST))));
    }

    private ObjectNode counts() {
        ObjectNode view = Json.mapper().createObjectNode();
        ArrayNode places = view.putArray("places");
        for (String place : RepairDesk.places()) {
            int count = desk.look(place, 0, MOST).size();
            if (count > 0) {
                places.addObject().put("entity", place).put("count", count).put("more", count == MOST);
            }
        }
        return view;
    }

    private ObjectNode one(String entity, long sequence) {
        SetAsideMessage message =
                desk.find(entity, sequence).orElseThrow(() -> new ProblemException(nothing(entity, sequence)));
        return view(message).put("body", message.body());
    }

    private static ObjectNode messages(List<SetAsideMessage> found) {
        ObjectNode view = Json.mapper().createObjectNode();
        ArrayNode messages = view.putArray("messages");
        found.forEach(message -> messages.add(view(message)));
        return view;
    }

    private static ObjectNode view(SetAsideMessage message) {
        return Json.mapper()
                .createObjectNode()
                .put("sequence", message.sequenceNumber())
                .put("messageId", message.messageId())
                .put("subject", message.subject())
                .put("origin", message.origin())
                .put("reason", message.reason())
                .put("enqueuedAt", message.enqueuedAt().toString());
    }

    HttpAnswer repair(HttpInput input) {
        Fields fields = Fields.of(input.json());
        Optional<RepairDesk.Deed> deed = fields.text("deed", DeadLettersHttp::deed);
        Optional<String> entity = fields.text("entity", DeadLettersHttp::place);
        Optional<Long> sequence = fields.whole("sequence", 1, Long.MAX_VALUE);
        Optional<String> note = fields.text("note", DeadLettersHttp::note);
        if (!fields.isGood()) {
            throw fields.problem();
        }
        String operator = input.header("x-ms-client-principal-name").orElse("key holder");
        var wish = new RepairDesk.Wish(
                Fields.sure(deed), Fields.sure(entity), Fields.sure(sequence), operator, Fields.sure(note));
        if (!repaired(wish)) {
            throw new ProblemException(nothing(wish.entity(), wish.sequenceNumber()));
        }
        return HttpAnswer.json(
                HttpAnswer.OK,
                Json.mapper()
                        .createObjectNode()
                        .put("entity", wish.entity())
                        .put("sequence", wish.sequenceNumber())
                        .put("done", wish.deed().name().toLowerCase(Locale.ROOT)));
    }

    private boolean repaired(RepairDesk.Wish wish) {
        try {
            return desk.repair(wish);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.conflict("The message " + e.getMessage() + "."));
        }
    }

    HttpAnswer history(HttpInput input) {
        String entity = input.query("entity", DeadLettersHttp::place)
                .orElseThrow(() -> new ProblemException(Problem.badRequest("entity", "is missing")));
        ObjectNode view = Json.mapper().createObjectNode();
        ArrayNode deeds = view.putArray("history");
        desk.history(entity).forEach(deed -> deeds.add(deed.deepCopy().without(List.of("id", "kind"))));
        return HttpAnswer.json(HttpAnswer.OK, view);
    }

    private static Problem nothing(String entity, long sequence) {
        return Problem.notFound("message " + sequence + " among those set aside of " + entity);
    }

    private static String place(String text) {
        if (!RepairDesk.places().contains(text)) {
            throw new IllegalArgumentException("must be one of " + RepairDesk.places());
        }
        return text;
    }

    private static RepairDesk.Deed deed(String text) {
        return switch (text) {
            case "resubmit" -> RepairDesk.Deed.RESUBMIT;
            case "discard" -> RepairDesk.Deed.DISCARD;
            default -> throw new IllegalArgumentException("must be resubmit or discard");
        };
    }

    private static String note(String text) {
        if (text.isBlank() || text.length() > LONGEST_NOTE) {
            throw new IllegalArgumentException("must say why, in at most " + LONGEST_NOTE + " characters");
        }
        return text;
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a whole number", e);
        }
    }
}
