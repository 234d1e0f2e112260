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
import dev.convoy.functions.platform.http.HttpAnswer;
import dev.convoy.functions.platform.http.HttpInput;
import dev.convoy.functions.platform.http.HttpShell;
import dev.convoy.functions.platform.http.Problem;
import dev.convoy.functions.platform.http.ProblemException;
import dev.convoy.functions.platform.store.DocumentPage;
import dev.convoy.functions.platform.store.DocumentQuery;
import dev.convoy.functions.platform.store.DocumentStore;
import dev.convoy.functions.platform.store.MalformedContinuationException;
import dev.convoy.functions.platform.store.StoredDocument;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a check of the books needs and no customer may see: {@code GET /api/operations/orders} has the orders of all clients, {@code
 * GET /api/operations/stock} the level of every product, both a page at a time, {@code ?continuation=} for the next.
 */
public final class BooksHttp {

    private static final int PAGE = 500;
    private static final List<String> OF_AN_ORDER = List.of(
            "orderId", "status", "currency", "totalAmount", "items", "compensation", "cancelledAt", "createdAt");
    private static final List<String> OF_A_PRODUCT = List.of("productId", "available", "held");

    private final DocumentStore orders;
    private final DocumentStore stock;

    /**
     * @param orders the container {@code orders}
     * @param stock the container {@code stock}
     */
    public BooksHttp(DocumentStore orders, DocumentStore stock) {
        this.orders = orders;
        this.stock = stock;
    }

    @FunctionName("BooksOfOrders")
    public HttpResponseMessage orders(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            route = "operations/orders",
                            authLevel = AuthorizationLevel.ADMIN)
                    HttpRequestMessage<Optional<String>> request) {
        return HttpShell.run(request, () -> orders(HttpInput.of(request)));
    }

    @FunctionName("BooksOfStock")
    public HttpResponseMessage stock(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            route = "operations/stock",
                            authLevel = AuthorizationLevel.ADMIN)
                    HttpRequestMessage<Optional<String>> request) {
        return HttpShell.run(request, () -> stock(HttpInput.of(request)));
    }

    HttpAnswer orders(HttpInput input) {
        return HttpAnswer.json(HttpAnswer.OK, page(orders, "order", "orders", OF_AN_ORDER, input));
    }

    HttpAnswer stock(HttpInput input) {
        return HttpAnswer.json(HttpAnswer.OK, page(stock, "stock", "products", OF_A_PRODUCT, input));
    }

    private static ObjectNode page(
            DocumentStore store, String kind, String name, List<String> fields, HttpInput input) {
        Optional<String> continuation = input.query("continuation", BooksHttp::decoded);
        try {
            DocumentPage page = store.find(
                    new DocumentQuery(Optional.empty(), Map.of("kind", kind), Optional.empty(), PAGE, continuation));
            ObjectNode view = Json.mapper().createObjectNode();
            ArrayNode rows = view.putArray(name);
            page.documents().stream()
                    .map(StoredDocument::content)
                    .forEach(document -> rows.add(document.deepCopy().retain(fields)));
            page.continuation().ifPresent(token -> view.put("continuation", encoded(token)));
            return view;
        } catch (MalformedContinuationException e) {
            throw new ProblemException(Problem.badRequest("continuation", "must come from the page before"));
        }
    }

    private static String decoded(String text) {
        return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    }

    private static String encoded(String continuation) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(continuation.getBytes(StandardCharsets.UTF_8));
    }
}
