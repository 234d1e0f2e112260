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
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** {@code GET /api/orders/{id}}, at once or with {@code ?wait=PT20S} after the next change. */
public final class OrderStatusHttp {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

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
        Optional<String> known = input.header("if-none-match").map(OrderStatusHttp::etag);
        FollowOrder.Sight sight = input.query("wait", OrderStatusHttp::wait)
                .map(longest -> following.await(orderId, known, longest))
                .orElseGet(() -> following.look(orderId));
        return switch (sight) {
            case FollowOrder.Sight.Seen(OrderBook.Entry entry) -> seen(entry, known);
            case FollowOrder.Sight.Unknown unknown -> throw new ProblemException(Problem.notFound("order " + orderId));
            case FollowOrder.Sight.Crowded crowded ->
                throw new ProblemException(
                        Problem.tooMany("Too many callers wait for orders; ask again without wait."));
        };
    }

    private static HttpAnswer seen(OrderBook.Entry entry, Optional<String> known) {
        HttpAnswer answer = known.filter(entry.etag()::equals).isPresent()
                ? HttpAnswer.empty(HttpAnswer.NOT_MODIFIED)
                : HttpAnswer.json(HttpAnswer.OK, OrderView.of(entry.order()));
        return answer.with("ETag", '"' + entry.etag() + '"').with("Cache-Control", "no-cache");
    }

    private static String etag(String header) {
        return header.replaceFirst("^W/", "").replace("\"", "").trim();
    }

    private static Duration wait(String text) {
        Duration wait;
        try {
            wait = Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("must be a duration such as PT20S", e);
        }
        if (wait.isNegative() || wait.compareTo(LONGEST_WAIT) > 0) {
            throw new IllegalArgumentException("must be from PT0S to " + LONGEST_WAIT);
        }
        return wait;
    }
}
