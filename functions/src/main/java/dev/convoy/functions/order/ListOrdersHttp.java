package dev.convoy.functions.order;

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
import dev.convoy.functions.platform.store.MalformedContinuationException;
import java.util.Optional;

/** {@code GET /api/orders?customerId=&status=&pageSize=&continuation=}, newest first. */
public final class ListOrdersHttp {

    private final OrderBook book;

    public ListOrdersHttp(OrderBook book) {
        this.book = book;
    }

    @FunctionName("ListOrders")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            route = "orders",
                            authLevel = AuthorizationLevel.FUNCTION)
                    HttpRequestMessage<Optional<String>> request) {
        return HttpShell.run(request, () -> answer(HttpInput.of(request)));
    }

    HttpAnswer answer(HttpInput input) {
        try {
            return HttpAnswer.json(HttpAnswer.OK, OrderView.page(book.list(OrderFilter.of(input))));
        } catch (MalformedContinuationException e) {
            throw new ProblemException(Problem.badRequest("continuation", "must come from the page before"));
        }
    }
}
