package dev.convoy.orchestrations.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.contracts.order.OrderStatus;
import dev.convoy.orchestrations.hub.DurableClients;
import dev.convoy.orchestrations.operations.OperatorRequest.Deed;
import dev.convoy.orchestrations.operations.RepairHttp.Call;
import dev.convoy.orchestrations.ordersaga.SagaRun;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RepairHttpTest {

    private static final Map<String, String> EVE = principal("{\"typ\":\"roles\",\"val\":\"Convoy.Operator\"}");

    private final SagaRun run = new SagaRun();
    private final RepairHttp http = new RepairHttp(run.book(), SagaRun.POLICY, new DurableClients());

    @Test
    void a_retry_asks_the_worker_again_and_is_kept_on_record() {
        needingAttention();

        assertThat(retry(EVE, "{\"note\":\"payment is back\"}").status()).isEqualTo(202);
        assertThat(run.sent()).filteredOn("RefundPayment"::equals).hasSize(4);
        assertThat(run.book().audit()).containsExactly("retry by eve");
    }

    @Test
    void a_settlement_cancels_the_order_and_is_kept_on_record() {
        needingAttention();

        assertThat(settle(EVE, "{\"note\":\"paid back in cash\"}").status()).isEqualTo(202);
        assertThat(run.status()).isEqualTo(OrderStatus.Cancelled);
        assertThat(run.book().audit()).containsExactly("settle by eve");
    }

    @Test
    void an_order_whose_charge_came_late_is_repaired_by_its_repair() {
        run.created().after(Duration.ofMinutes(3)).paid();
        run.after(Duration.ofSeconds(11)).after(Duration.ofSeconds(21)).after(Duration.ofSeconds(41));
        assertThat(run.status()).isEqualTo(OrderStatus.NeedsAttention);

        assertThat(retry(EVE, "").status()).isEqualTo(202);
        run.refunded();

        assertThat(run.status()).isEqualTo(OrderStatus.Cancelled);
        assertThat(run.sent()).containsOnlyOnce("OrderCancelled");
    }

    @Test
    void an_order_that_no_orchestration_looks_after_gets_a_new_repair() {
        needingAttention();
        run.forgetSagas();

        assertThat(settle(EVE, "{\"note\":\"paid back in cash\"}").status()).isEqualTo(202);
        assertThat(run.status()).isEqualTo(OrderStatus.Cancelled);
    }

    @Test
    void an_order_that_needs_no_attention_is_left_alone() {
        run.created().paid().reserved();

        Answer answer = retry(EVE, "");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body().path("detail").asText()).isEqualTo("The order is Completed and needs no attention.");
    }

    @Test
    void an_order_that_does_not_exist_cannot_be_repaired() {
        var nobody = new Call("nobody", EVE, "");

        assertThat(http.answer(nobody, Deed.RETRY, run.hub()).status()).isEqualTo(404);
        assertThat(http.answer(new Call("a b", EVE, ""), Deed.RETRY, run.hub()).status())
                .isEqualTo(404);
    }

    @Test
    void a_settlement_must_say_how() {
        needingAttention();

        Answer answer = settle(EVE, "{}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("errors").path(0).path("field").asText()).isEqualTo("note");
        assertThat(settle(EVE, "{\"note\":7}").status()).isEqualTo(400);
        assertThat(settle(EVE, "{\"note\":\"" + "x".repeat(501) + "\"}").status())
                .isEqualTo(400);
        assertThat(settle(EVE, "nonsense")
                        .body()
                        .path("errors")
                        .path(0)
                        .path("field")
                        .asText())
                .isEqualTo("body");
        assertThat(run.status()).isEqualTo(OrderStatus.NeedsAttention);
    }

    @Test
    void someone_without_the_role_may_not() {
        needingAttention();

        Map<String, String> mallory = principal("{\"typ\":\"roles\",\"val\":\"Convoy.Reader\"}");

        assertThat(settle(mallory, "{\"note\":\"mine\"}").status()).isEqualTo(403);
        assertThat(settle(Map.of("x-ms-client-principal-name", "eve"), "{\"note\":\"mine\"}")
                        .status())
                .isEqualTo(403);
        assertThat(settle(Map.of("x-ms-client-principal", "%%%"), "{\"note\":\"mine\"}")
                        .status())
                .isEqualTo(403);
        assertThat(run.status()).isEqualTo(OrderStatus.NeedsAttention);
    }

    @Test
    void without_platform_authentication_the_key_is_enough() {
        needingAttention();

        assertThat(retry(Map.of(), "").status()).isEqualTo(202);
        assertThat(run.book().audit()).containsExactly("retry by key holder");
    }

    private void needingAttention() {
        run.created().paid().outOfStock();
        run.after(Duration.ofSeconds(11)).after(Duration.ofSeconds(21)).after(Duration.ofSeconds(41));
        assertThat(run.status()).isEqualTo(OrderStatus.NeedsAttention);
    }

    private Answer retry(Map<String, String> headers, String body) {
        return answer(headers, body, Deed.RETRY);
    }

    private Answer settle(Map<String, String> headers, String body) {
        return answer(headers, body, Deed.SETTLE);
    }

    private Answer answer(Map<String, String> headers, String body, Deed deed) {
        Answer answer = http.answer(new Call(SagaRun.ORDER.value(), headers, body), deed, run.hub());
        run.hub().drain();
        return answer;
    }

    private static Map<String, String> principal(String claim) {
        String json = "{\"claims\":[" + claim + "]}";
        return Map.of(
                "x-ms-client-principal-name",
                "eve",
                "x-ms-client-principal",
                Base64.getEncoder().encodeToString(json.getBytes(UTF_8)));
    }
}
