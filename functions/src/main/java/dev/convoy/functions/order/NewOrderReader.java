package dev.convoy.functions.order;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.contracts.id.CustomerId;
import dev.convoy.contracts.id.ProductId;
import dev.convoy.contracts.money.Amount;
import dev.convoy.contracts.order.OrderLine;
import dev.convoy.functions.platform.http.Fields;
import dev.convoy.functions.platform.http.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a new order from a request body and names every bad field. Stateless. */
final class NewOrderReader {

    private static final int MOST_ITEMS = 100;
    private static final int MOST_PIECES = 10_000;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final String currency;

    /** @param currency the one currency that orders are in */
    NewOrderReader(String currency) {
        this.currency = currency;
    }

    /** @throws ProblemException naming each bad field */
    NewOrder read(JsonNode body) {
        Fields fields = Fields.of(body);
        if (!fields.isGood()) {
            throw fields.problem();
        }
        Optional<CustomerId> customer = fields.text("customerId", CustomerId::new);
        List<Optional<OrderLine>> lines = fields.objects("items", 1, MOST_ITEMS).stream()
                .map(NewOrderReader::line)
                .toList();
        Optional<String> token = fields.text("paymentToken", NewOrderReader::token);
        if (fields.has("currency")) {
            fields.text("currency", this::currency);
        }
        if (!fields.isGood()) {
            throw fields.problem();
        }
        NewOrder order = new NewOrder(
                Fields.sure(customer), lines.stream().map(Fields::sure).toList(), Fields.sure(token));
        checkTotal(order, fields);
        return order;
    }

    private static Optional<OrderLine> line(Fields item) {
        Optional<ProductId> product = item.text("productId", ProductId::new);
        Optional<Long> quantity = item.whole("quantity", 1, MOST_PIECES);
        Optional<Amount> price = item.text("price", Amount::of);
        return product.flatMap(
                id -> quantity.flatMap(pieces -> price.map(each -> new OrderLine(id, pieces.intValue(), each))));
    }

    private static void checkTotal(NewOrder order, Fields fields) {
        try {
            order.total();
        } catch (IllegalArgumentException e) {
            fields.reject("items", "the total " + e.getMessage());
            throw fields.problem();
        }
    }

    private static String token(String text) {
        if (!TOKEN.matcher(text).matches()) {
            throw new IllegalArgumentException("must be 1 to 64 letters, digits, dashes or underscores");
        }
        return text;
    }

    private String currency(String text) {
        if (!text.equals(currency)) {
            throw new IllegalArgumentException("must be " + currency);
        }
        return text;
    }
}
