package dev.convoy.runtime.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.azure.cosmos.CosmosClient;
import com.azure.cosmos.CosmosClientBuilder;
import com.azure.cosmos.CosmosException;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import dev.convoy.runtime.cosmos.fault.FaultRule;
import dev.convoy.runtime.cosmos.fault.RequestKind;
import dev.convoy.runtime.stack.Component;
import dev.convoy.runtime.stack.LocalStack;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;

@LocalAzure(
        value = {Component.SERVICE_BUS, Component.COSMOS},
        stack = "src/test/resources/stack.json",
        manualClock = true)
class LocalAzureTest {

    @Test
    void a_message_scheduled_for_tomorrow_comes_when_the_test_says_so(ServiceBusClientBuilder bus, TestTime time) {
        try (ServiceBusSenderClient sender = bus.sender().queueName("reminders").buildClient();
                ServiceBusReceiverClient receiver =
                        bus.receiver().queueName("reminders").buildClient()) {
            Instant tomorrow = time.now().plus(Duration.ofDays(1));
            sender.scheduleMessage(new ServiceBusMessage("buy milk"), tomorrow.atOffset(ZoneOffset.UTC));
            assertThat(receiver.receiveMessages(1, Duration.ofMillis(300))).isEmpty();

            time.passes(Duration.ofDays(1));

            assertThat(receiver.receiveMessages(1, Duration.ofSeconds(10)))
                    .singleElement()
                    .satisfies(message -> assertThat(message.getBody()).hasToString("buy milk"));
        }
    }

    @Test
    void clients_know_where_to_go_and_faults_happen_on_demand(CosmosClientBuilder builder, LocalStack azure) {
        try (CosmosClient cosmos = builder.buildClient()) {
            assertThat(cosmos.createDatabaseIfNotExists("things").getStatusCode())
                    .isEqualTo(201);
            azure.cosmosFaults()
                    .add(new FaultRule(
                            Set.of(RequestKind.values()),
                            1,
                            100,
                            new FaultRule.Trouble.Refuse(FaultRule.Status.REQUEST_TIMEOUT, Duration.ZERO)));

            assertThatThrownBy(() -> cosmos.createDatabaseIfNotExists("more")).isInstanceOf(CosmosException.class);
            azure.cosmosFaults().clear();

            assertThat(cosmos.createDatabaseIfNotExists("more").getStatusCode()).isEqualTo(201);
        }
    }

    @Test
    void a_part_that_was_not_asked_for_is_not_there(LocalStack azure) {
        assertThat(azure.apps()).isEmpty();
        assertThatThrownBy(azure::blob)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("without BLOB");
    }

    @Test
    void time_stands_still(TestTime time) {
        Instant before = time.now();
        await().pollDelay(Duration.ofMillis(50)).until(() -> time.now().equals(before));
    }
}
