package dev.convoy.functions.notification;

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
import java.util.List;
import java.util.Optional;

/** {@code GET /api/notifications?orderId=}: the letters about an order and every attempt to send them, for the client whose order it is. */
public final class NotificationsHttp {

    private static final List<String> INTERNAL = List.of("id", "kind", "orderId");

    private final NotificationBook book;
    private final OrderOwners owners;

    public NotificationsHttp(NotificationBook book, OrderOwners owners) {
        this.book = book;
        this.owners = owners;
    }

    @FunctionName("Notifications")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            route = "notifications",
                            authLevel = AuthorizationLevel.FUNCTION)
                    HttpRequestMessage<Optional<String>> request) {
        return HttpShell.run(request, () -> answer(HttpInput.of(request)));
    }

    HttpAnswer answer(HttpInput input) {
        OrderId orderId = owners.ownOrder(input);
        ObjectNode view = Json.mapper().createObjectNode().put("orderId", orderId.value());
        ArrayNode letters = view.putArray("notifications");
        book.of(orderId).forEach(letter -> letters.add(Json.tree(letter).without(INTERNAL)));
        return HttpAnswer.json(HttpAnswer.OK, view);
    }
}
