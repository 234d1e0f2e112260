package dev.convoy.functions.order;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.order.OrderStatus;
import dev.convoy.functions.platform.http.Fields;
import dev.convoy.functions.platform.http.HttpAnswer;
import dev.convoy.functions.platform.http.HttpInput;
import dev.convoy.functions.platform.http.HttpShell;
import dev.convoy.functions.platform.http.Problem;
import dev.convoy.functions.platform.http.ProblemException;
import java.util.Optional;

/** {@code POST /api/orders/{id}/cancel}, with a reason in the body or none. */
public final class CancelOrderHttp {

    private static final String NO_REASON = "cancelled by the customer";
    private static final int LONGEST_REASON = 500;

    private final CancelOrder cancelling;

    public CancelOrderHttp(CancelOrder cancelling) {
        this.cancelling = cancelling;
    }

    @FunctionName("CancelOrder")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.POST,
                            route = "orders/{id}/cancel",
                            authLevel = AuthorizationLevel.FUNCTION)
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("id") String id) {
        return HttpShell.run(request, () -> answer(id, HttpInput.of(request)));
    }

    HttpAnswer answer(String id, HttpInput input) {
        OrderId orderId = HttpInput.path("order " + id, id, OrderId::new);
        return switch (cancelling.cancel(orderId, input.clientId(), reason(input))) {
            case Cancellation.Asked(OrderStatus status) ->
                HttpAnswer.json(
                                HttpAnswer.ACCEPTED,
                                Json.mapper()
                                        .createObjectNode()
                                        .put("orderId", orderId.value())
                                        .put("status", status.name()))
                        .with("Location", "/api/orders/" + orderId);
            case Cancellation.TooLate tooLate ->
                throw new ProblemException(
                        Problem.conflict("Order " + orderId + " is completed and can no longer be cancelled."));
            case Cancellation.Unknown unknown -> throw new ProblemException(Problem.notFound("order " + orderId));
        };
    }

    private static String reason(HttpInput input) {
        if (input.body().isBlank()) {
            return NO_REASON;
        }
        Fields fields = Fields.of(input.json());
        Optional<String> reason =
                fields.has("reason") ? fields.text("reason", CancelOrderHttp::reason) : Optional.of(NO_REASON);
        if (!fields.isGood()) {
            throw fields.problem();
        }
        return Fields.sure(reason);
    }

    private static String reason(String text) {
        if (text.isBlank() || text.length() > LONGEST_REASON) {
            throw new IllegalArgumentException("must be 1 to " + LONGEST_REASON + " characters");
        }
        return text;
    }
}
