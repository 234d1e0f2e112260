package dev.convoy.functions.order;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import dev.convoy.contracts.order.OrderDocument;
import dev.convoy.functions.platform.http.HttpAnswer;
import dev.convoy.functions.platform.http.HttpInput;
import dev.convoy.functions.platform.http.HttpShell;
import dev.convoy.functions.platform.http.Problem;
import dev.convoy.functions.platform.http.Problem.FieldProblem;
import dev.convoy.functions.platform.http.ProblemException;
import java.util.List;
import java.util.Optional;

/** {@code POST /api/orders}. */
public final class PlaceOrderHttp {

    private final PlaceOrder placing;
    private final NewOrderReader reader;

    public PlaceOrderHttp(PlaceOrder placing, String currency) {
        this.placing = placing;
        this.reader = new NewOrderReader(currency);
    }

    @FunctionName("PlaceOrder")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.POST,
                            route = "orders",
                            authLevel = AuthorizationLevel.FUNCTION)
                    HttpRequestMessage<Optional<String>> request) {
        return HttpShell.run(request, () -> answer(HttpInput.of(request)));
    }

    HttpAnswer answer(HttpInput input) {
        IdempotencyKey key = IdempotencyKey.of(input);
        NewOrder wanted = reader.read(input.json());
        PlaceOrder.Asker asker = new PlaceOrder.Asker(input.clientId(), key, input.traceparent());
        return switch (placing.place(asker, wanted)) {
            case Placement.Accepted(OrderDocument order) ->
                HttpAnswer.json(HttpAnswer.ACCEPTED, OrderView.accepted(order))
                        .with("Location", "/api/orders/" + order.orderId());
            case Placement.KeyMisused misused ->
                throw new ProblemException(
                        Problem.unprocessable("Idempotency-Key", "was used before with another body"));
            case Placement.UnknownProducts(List<Integer> lines) ->
                throw new ProblemException(Problem.badRequest(lines.stream()
                        .map(line -> new FieldProblem("items[" + line + "].productId", "is no known product"))
                        .toList()));
        };
    }
}
