package dev.convoy.functions.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.functions.Sample;
import dev.convoy.functions.platform.http.HttpAnswer;
import dev.convoy.functions.platform.servicebus.BusUnreachableException;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthHttpTest {

    private static final DependencyCheck UP = new DependencyCheck("cosmos", () -> {});
    private static final DependencyCheck DOWN = new DependencyCheck("serviceBus", () -> {
        throw new BusUnreachableException("reach", "events", new IllegalStateException());
    });

    @Test
    void ready_names_each_dependency_with_its_latency() {
        HttpAnswer answer = new HealthHttp(List.of(UP), Sample.CLOCK).readiness();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"status\":\"ready\",\"dependencies\":{\"cosmos\":{\"status\":\"up\",\"latencyMs\":0}}}");
    }

    @Test
    void one_dependency_down_is_not_ready() {
        HttpAnswer answer = new HealthHttp(List.of(UP, DOWN), Sample.CLOCK).readiness();

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).contains("\"serviceBus\":{\"status\":\"down\"");
    }
}
