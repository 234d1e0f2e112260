package dev.convoy.systemtests.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.OrchestrationMetadata;
import com.microsoft.durabletask.OrchestrationRuntimeStatus;
import dev.convoy.runtime.junit.LocalAzure;
import dev.convoy.runtime.junit.TestTime;
import dev.convoy.runtime.stack.Component;
import dev.convoy.runtime.stack.LocalStack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A staged app within a test whose time is the test's own. */
@LocalAzure(
        value = Component.APPS,
        stack = "sample-app/convoy.json",
        only = {"Reminder", "Stubborn", "Seen"},
        manualClock = true)
class SampleTimeTest {

    private static final Duration MONTH = Duration.ofDays(30);

    @Test
    void a_durable_timer_of_thirty_days_passes_in_a_moment(DurableTaskClient durable, TestTime time) throws Exception {
        String id = durable.scheduleNewOrchestrationInstance("Reminder");
        await().until(() ->
                durable.getInstanceMetadata(id, false).getRuntimeStatus() == OrchestrationRuntimeStatus.RUNNING);

        time.passes(MONTH);

        OrchestrationMetadata ended = durable.waitForInstanceCompletion(id, Duration.ofSeconds(20), true);
        assertThat(ended.readOutputAs(String.class)).isEqualTo("a month has passed");
        assertThat(Duration.between(ended.getCreatedAt(), ended.getLastUpdatedAt()))
                .isGreaterThanOrEqualTo(MONTH);
    }

    @Test
    void a_timer_trigger_and_its_retries_come_when_the_test_says_so(LocalStack azure, TestTime time) throws Exception {
        await().until(() -> {
            time.passes(Duration.ofDays(366));
            return seen(azure, "stubborn").startsWith("0");
        });

        await().until(() -> {
            time.passes(Duration.ofSeconds(1));
            return seen(azure, "stubborn").startsWith("0\n1\n2");
        });
    }

    private static String seen(LocalStack azure, String topic) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(azure.apps().getFirst().url() + "/api/seen/" + topic))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}
