package dev.convoy.architecture.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.contracts.order.OrderStatus;
import dev.convoy.contracts.topology.QueueSpec;
import dev.convoy.contracts.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Alerts look for functions, queues and log lines that exist, and each names a runbook that exists. */
class AlertsAgreementTest {

    private static final Pattern RUNBOOK = Pattern.compile("docs/runbooks/[a-z-]+\\.md");

    @Test
    void every_alert_names_a_runbook_that_exists() {
        assertThat(alerts()).isNotEmpty().allSatisfy(alert -> {
            var runbook = RUNBOOK.matcher(alert.at("/properties/description").asText());
            assertThat(runbook.find()).as(alert.path("name").asText()).isTrue();
            assertThat(Checkout.ROOT.resolve(runbook.group())).exists();
        });
    }

    @Test
    void the_outbox_alert_watches_every_change_feed() {
        assertThat(query("outbox-lag")).contains("Name endswith \"Outbox\"");
        assertThat(App.FUNCTIONS.functionsTriggeredBy("CosmosDBTrigger"))
                .isNotEmpty()
                .allMatch(name -> name.endsWith("Outbox"));
    }

    @Test
    void the_attention_alert_finds_the_line_that_is_logged() {
        String stepTaker = Checkout.read(Checkout.ROOT.resolve(
                "durable-orchestrations/src/main/java/dev/convoy/orchestrations/order/StepTaker.java"));

        assertThat(query("orders-need-attention"))
                .contains("\"order moved\"", "\"" + OrderStatus.NeedsAttention + "\"");
        assertThat(stepTaker).contains(".log(\"order moved\")", "addKeyValue(\"status\", next.status())");
    }

    @Test
    void parked_messages_are_watched_in_a_queue_that_exists() {
        List<String> watched = alerts().flatMap(alert -> InfraPlan.stream(alert.at("/properties/criteria/allOf")))
                .flatMap(criterion -> InfraPlan.stream(criterion.path("dimensions")))
                .flatMap(dimension -> InfraPlan.stream(dimension.path("values")))
                .map(JsonNode::asText)
                .filter(value -> !value.equals("*"))
                .toList();

        assertThat(watched).isNotEmpty();
        assertThat(Topology.queues().stream().map(QueueSpec::name)).containsAll(watched);
    }

    @Test
    void there_are_runbooks_for_ten_incidents() throws IOException {
        try (Stream<Path> books = Files.list(Checkout.ROOT.resolve("docs/runbooks"))) {
            assertThat(books.filter(book -> !book.endsWith("README.md"))).hasSizeGreaterThanOrEqualTo(10);
        }
    }

    private static Stream<JsonNode> alerts() {
        InfraPlan plan = InfraPlan.of(Checkout.INFRA);
        return Stream.concat(
                plan.ofType("Microsoft.Insights/metricAlerts"), plan.ofType("Microsoft.Insights/scheduledQueryRules"));
    }

    private static String query(String alert) {
        return alerts().filter(candidate -> candidate.path("name").asText().endsWith(alert))
                .map(candidate ->
                        candidate.at("/properties/criteria/allOf/0/query").asText())
                .findFirst()
                .orElseThrow();
    }
}
