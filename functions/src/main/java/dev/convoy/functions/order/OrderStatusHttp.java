package dev.convoy.functions.order;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.functions.platform.http.HttpAnswer;
import dev.convoy.functions.platform.http.HttpInput;
import dev.convoy.functions.platform.http.HttpShell;
import dev.convoy.functions.platform.http.Problem;
import dev.convoy.functions.platform.http.ProblemException;
import dev.convoy.functions.platform.http.WaitParameter;
import java.util.Optional;

/** {@code GET /api/orders/{id}}, at once or with {@code ?wait=PT20S} after the next change. */
public final class OrderStatusHttp {

    private final FollowOrder following;

    public OrderStatusHttp(FollowOrder following) {
        this.following = following;
    }

    @FunctionName("OrderStatus")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            route = "orders/{id}",
                            authLevel = AuthorizationLevel.FUNCTION)
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("id") String id) {
        return HttpShell.run(request, () -> answer(id, HttpInput.of(request)));
    }

    HttpAnswer answer(String id, HttpInput input) {
        OrderId orderId = HttpInput.path("order " + id, id, OrderId::new);
        Optional<String> known = input.etag();
        Optional<OrderBook.Entry> seen = input.query("wait", WaitParameter::read)
                .map(longest -> following.await(orderId, input.clientId(), known, longest))
                .orElseGet(() -> following.look(orderId, input.clientId()));
        return seen(seen.orElseThrow(() -> new ProblemException(Problem.notFound("order " + orderId))), known);
    }

    private static HttpAnswer seen(OrderBook.Entry entry, Optional<String> known) {
        HttpAnswer answer = known.filter(entry.etag()::equals).isPresent()
                ? HttpAnswer.empty(HttpAnswer.NOT_MODIFIED)
                : HttpAnswer.json(HttpAnswer.OK, OrderView.of(entry.order()));
        return answer.with("ETag", '"' + entry.etag() + '"').with("Cache-Control", "no-cache");
    }
}
