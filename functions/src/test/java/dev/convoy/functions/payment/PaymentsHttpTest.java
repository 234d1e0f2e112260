package dev.convoy.functions.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.contracts.json.Json;
import dev.convoy.functions.Sample;
import dev.convoy.functions.platform.http.HttpAnswer;
import dev.convoy.functions.platform.http.HttpInput;
import dev.convoy.functions.platform.http.HttpShell;
import dev.convoy.functions.platform.store.InMemoryDocumentStore;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PaymentsHttpTest {

    private final PaymentBook book = new PaymentBook(new InMemoryDocumentStore("orderId"));
    private final PaymentsHttp http = new PaymentsHttp(
            book,
            (client, order) -> client.equals("anonymous") && !order.value().equals("ord-of-nobody"));

    @Test
    void a_payment_is_shown_with_both_sides_of_its_postings_and_without_what_is_ours() {
        var charge = Sample.charge("m1", "tok_approve");
        new ChargePaymentHandler(book, new SimulatedPaymentGateway(), Sample.CLOCK).handle(charge, charge.data());

        JsonNode view = json(get(Map.of("orderId", Sample.ORDER.value())));

        assertThat(view.path("status").asText()).isEqualTo("Succeeded");
        assertThat(view.path("amount").asText()).isEqualTo("19.90");
        assertThat(view.has("paymentId")).isTrue();
        assertThat(view.has("gatewayReference")).isFalse();
        assertThat(view.has("kind")).isFalse();
        assertThat(view.path("ledger").findValuesAsText("amount")).containsExactlyInAnyOrder("19.90", "-19.90");
        assertThat(view.path("ledger").findValuesAsText("account"))
                .containsExactlyInAnyOrder("gateway-receivable", "sales");
        assertThat(view.path("ledger").path(0).has("id")).isFalse();
    }

    @Test
    void no_payment_is_not_found_and_no_order_is_a_bad_request() {
        assertThat(get(Map.of("orderId", "ord-9")).status()).isEqualTo(404);
        assertThat(get(Map.of()).status()).isEqualTo(400);
        assertThat(get(Map.of("orderId", "no order!")).status()).isEqualTo(400);
    }

    @Test
    void a_payment_of_somebody_elses_order_is_not_found() {
        var charge = Sample.charge("m1", "tok_approve");
        new ChargePaymentHandler(book, new SimulatedPaymentGateway(), Sample.CLOCK).handle(charge, charge.data());
        var stranger = new HttpInput(
                Map.of("x-ms-client-principal-id", "stranger"), Map.of("orderId", Sample.ORDER.value()), "");

        HttpAnswer answer = HttpShell.answer(() -> http.answer(stranger));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).contains("order " + Sample.ORDER).doesNotContain("19.90");
        assertThat(get(Map.of("orderId", "ord-of-nobody")).status()).isEqualTo(404);
    }

    private HttpAnswer get(Map<String, String> query) {
        return HttpShell.answer(() -> http.answer(new HttpInput(Map.of(), query, "")));
    }

    private static JsonNode json(HttpAnswer answer) {
        return Json.read(answer.body(), JsonNode.class);
    }
}
