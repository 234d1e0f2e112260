package dev.convoy.functions.payment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.json.Json;
import dev.convoy.functions.platform.http.HttpAnswer;
import dev.convoy.functions.platform.http.HttpInput;
import dev.convoy.functions.platform.http.HttpShell;
import dev.convoy.functions.platform.http.OrderOwners;
import dev.convoy.functions.platform.http.Problem;
import dev.convoy.functions.platform.http.ProblemException;
import java.util.List;
import java.util.Optional;

/** {@code GET /api/payments?orderId=}: the payment of an order and its ledger entries, for the client whose order it is. */
public final class PaymentsHttp {

    private static final List<String> INTERNAL = List.of("id", "kind", "gatewayReference");
    private static final List<String> INTERNAL_OF_LEDGER = List.of("id", "kind", "orderId");

    private final PaymentBook book;
    private final OrderOwners owners;

    public PaymentsHttp(PaymentBook book, OrderOwners owners) {
        this.book = book;
        this.owners = owners;
    }

    @FunctionName("Payments")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            route = "payments",
                            authLevel = AuthorizationLevel.FUNCTION)
                    HttpRequestMessage<Optional<String>> request) {
        return HttpShell.run(request, () -> answer(HttpInput.of(request)));
    }

    HttpAnswer answer(HttpInput input) {
        OrderId orderId = owners.ownOrder(input);
        Payment payment = book.find(orderId)
                .orElseThrow(() -> new ProblemException(Problem.notFound("payment of order " + orderId)))
                .payment();
        return HttpAnswer.json(HttpAnswer.OK, view(payment, book.ledger(orderId)));
    }

    private static ObjectNode view(Payment payment, List<ObjectNode> ledger) {
        ObjectNode view = Json.tree(payment);
        view.put("paymentId", payment.id().value());
        view.remove(INTERNAL);
        ArrayNode entries = view.putArray("ledger");
        ledger.forEach(entry -> entries.add(entry.deepCopy().without(INTERNAL_OF_LEDGER)));
        return view;
    }
}
