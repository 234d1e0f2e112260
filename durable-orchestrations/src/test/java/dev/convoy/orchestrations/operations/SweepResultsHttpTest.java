package dev.convoy.orchestrations.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.orchestrations.bigresult.ResultStore;
import dev.convoy.orchestrations.bigresult.ResultSweep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SweepResultsHttpTest {

    private final List<Boolean> sweeps = new ArrayList<>();
    private final SweepResultsHttp http = new SweepResultsHttp(this::sweep);

    private ResultSweep.Report sweep(boolean dryRun) {
        sweeps.add(dryRun);
        Instant noon = Instant.parse("2026-03-01T12:00:00Z");
        return new ResultSweep.Report(
                noon, dryRun, 1, List.of("result-staging-transaction-1"), 0, List.of(), 0, List.of(), 0, List.of());
    }

    @Test
    void the_answer_is_the_report() {
        Answer answer = http.answer(Map.of(), Map.of("dryRun", "true"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("dryRun").asBoolean()).isTrue();
        assertThat(answer.body().path("stagingWithoutNeed").path(0).asText()).isEqualTo("result-staging-transaction-1");
        assertThat(sweeps).containsExactly(true);
    }

    @Test
    void without_dry_run_it_is_meant() {
        http.answer(Map.of(), Map.of());

        assertThat(sweeps).containsExactly(false);
    }

    @Test
    void a_wish_that_is_unclear_deletes_nothing() {
        Answer answer = http.answer(Map.of(), Map.of("dryRun", "yes"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("errors").path(0).path("field").asText()).isEqualTo("dryRun");
        assertThat(sweeps).isEmpty();
    }

    @Test
    void someone_who_is_known_and_no_operator_may_not() {
        assertThat(http.answer(Map.of("x-ms-client-principal-name", "mallory"), Map.of())
                        .status())
                .isEqualTo(403);
        assertThat(sweeps).isEmpty();
    }

    @Test
    void an_outage_is_told() {
        SweepResultsHttp broken = new SweepResultsHttp(dryRun -> {
            throw new ResultStore.ResultStoreException("list", "", 503);
        });

        assertThat(broken.answer(Map.of(), Map.of()).status()).isEqualTo(503);
    }
}
