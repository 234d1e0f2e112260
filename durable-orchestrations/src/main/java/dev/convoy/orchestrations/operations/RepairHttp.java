package dev.convoy.orchestrations.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.durabletask.azurefunctions.DurableClientInput;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.json.MalformedJsonException;
import dev.convoy.orchestrations.events.DurableSagaInstances;
import dev.convoy.orchestrations.events.SagaInstances;
import dev.convoy.orchestrations.hub.DurableClients;
import dev.convoy.orchestrations.hub.HubUnreachableException;
import dev.convoy.orchestrations.operations.OperatorRequest.Deed;
import dev.convoy.orchestrations.order.OrderBook;
import dev.convoy.orchestrations.order.OrderBookUnreachableException;
import dev.convoy.orchestrations.ordersaga.SagaPolicy;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /api/operations/orders/{id}/retry} and {@code …/settle}: a person repairs an order that needs attention. */
public class RepairHttp {

    private static final Logger LOG = LoggerFactory.getLogger(RepairHttp.class);
    private static final int LARGEST_BODY = 10_000;

    private final OperatorDesk desk;
    private final DurableClients clients;

    public RepairHttp(OrderBook book, SagaPolicy policy, DurableClients clients) {
        this.desk = new OperatorDesk(book, policy);
        this.clients = clients;
    }

    /** Has what is owed asked for once more. */
    @FunctionName("RetryOrder")
    public HttpResponseMessage retry(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.POST,
                            route = "operations/orders/{id}/retry",
                            authLevel = AuthorizationLevel.FUNCTION)
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("id") String id,
            @DurableClientInput(name = "durable") String durable) {
        return Answer.respond(request, answer(call(request, id), Deed.RETRY, durable));
    }

    /** Closes what is owed, since it was settled by hand. */
    @FunctionName("SettleOrder")
    public HttpResponseMessage settle(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.POST,
                            route = "operations/orders/{id}/settle",
                            authLevel = AuthorizationLevel.FUNCTION)
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("id") String id,
            @DurableClientInput(name = "durable") String durable) {
        return Answer.respond(request, answer(call(request, id), Deed.SETTLE, durable));
    }

    /** A call as it came. */
    record Call(String id, Map<String, String> headers, String body) {}

    private static Call call(HttpRequestMessage<Optional<String>> request, String id) {
        return new Call(id, request.getHeaders(), request.getBody().orElse(""));
    }

    private Answer answer(Call call, Deed deed, String durable) {
        try {
            return answer(call, deed, new DurableSagaInstances(clients.instances(durable)));
        } catch (HubUnreachableException | OrderBookUnreachableException e) {
            LOG.atWarn().setCause(e).log("repair met an outage");
            return Answer.unavailable();
        }
    }

    Answer answer(Call call, Deed deed, SagaInstances sagas) {
        Operator operator = Operator.of(call.headers());
        if (!operator.mayRepair()) {
            return Answer.problem(403, "Forbidden", "Only an operator may repair orders.");
        }
        OrderId orderId;
        try {
            orderId = new OrderId(call.id());
        } catch (IllegalArgumentException e) {
            return Answer.problem(404, "Not Found", "There is no such order.");
        }
        OperatorRequest request;
        try {
            request = new OperatorRequest(orderId, deed, operator.name(), note(call.body(), deed));
        } catch (MalformedJsonException e) {
            return Answer.badField("body", "is no JSON: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            return Answer.badField("note", String.valueOf(e.getMessage()));
        }
        return answer(request, desk.handle(request, sagas));
    }

    private static Answer answer(OperatorRequest request, OperatorAnswer answer) {
        return switch (answer) {
            case OperatorAnswer.Accepted accepted ->
                new Answer(
                        202,
                        Json.mapper()
                                .createObjectNode()
                                .put("orderId", request.orderId().value())
                                .put("accepted", request.deed().name().toLowerCase(Locale.ROOT)));
            case OperatorAnswer.Unknown unknown -> Answer.problem(404, "Not Found", "There is no such order.");
            case OperatorAnswer.NotNeeded(var status) ->
                Answer.problem(409, "Conflict", "The order is " + status + " and needs no attention.");
        };
    }

    /** The field {@code note} of the body, which may be left out for a retry. */
    private static @Nullable String note(String body, Deed deed) {
        if (body.length() > LARGEST_BODY) {
            throw new IllegalArgumentException("must have at most " + OperatorRequest.LONGEST_NOTE + " characters");
        }
        JsonNode note = body.isBlank()
                ? Json.mapper().missingNode()
                : Json.read(body, JsonNode.class).path("note");
        if (!note.isMissingNode() && !note.isTextual()) {
            throw new IllegalArgumentException("must be text");
        }
        String text = note.asText().strip();
        if (deed == Deed.SETTLE && text.isEmpty()) {
            throw new IllegalArgumentException("must say how it was settled");
        }
        return text.isEmpty() ? null : text;
    }
}
