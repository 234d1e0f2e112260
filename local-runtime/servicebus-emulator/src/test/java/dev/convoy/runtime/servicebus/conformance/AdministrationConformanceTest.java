package dev.convoy.runtime.servicebus.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.exception.ResourceExistsException;
import com.azure.core.exception.ResourceNotFoundException;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.administration.ServiceBusAdministrationAsyncClient;
import com.azure.messaging.servicebus.administration.ServiceBusAdministrationClient;
import com.azure.messaging.servicebus.administration.ServiceBusAdministrationClientBuilder;
import com.azure.messaging.servicebus.administration.models.CorrelationRuleFilter;
import com.azure.messaging.servicebus.administration.models.CreateQueueOptions;
import com.azure.messaging.servicebus.administration.models.CreateRuleOptions;
import com.azure.messaging.servicebus.administration.models.CreateSubscriptionOptions;
import com.azure.messaging.servicebus.administration.models.EntityStatus;
import com.azure.messaging.servicebus.administration.models.QueueProperties;
import com.azure.messaging.servicebus.administration.models.QueueRuntimeProperties;
import com.azure.messaging.servicebus.administration.models.RuleProperties;
import com.azure.messaging.servicebus.administration.models.SqlRuleAction;
import com.azure.messaging.servicebus.administration.models.SqlRuleFilter;
import com.azure.messaging.servicebus.administration.models.SubscriptionProperties;
import com.azure.messaging.servicebus.administration.models.TopicProperties;
import com.azure.messaging.servicebus.administration.models.TrueRuleFilter;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@FromSdk(ServiceBusAdministrationClient.class)
class AdministrationConformanceTest {

    private final ServiceBusAdministrationClient admin = new ServiceBusAdministrationClientBuilder()
            .connectionString(TestedEmulator.connectionString())
            .addPolicy(new EmulatorAdministrationPolicy(TestedEmulator.adminPort()))
            .buildClient();
    private final SdkClients clients = new SdkClients(TestedEmulator.connectionString());

    @AfterEach
    void disconnect() throws Exception {
        clients.close();
    }

    @Test
    void a_queue_is_created_read_changed_listed_and_deleted() {
        QueueProperties created = admin.createQueue(
                "made",
                new CreateQueueOptions()
                        .setLockDuration(Duration.ofSeconds(30))
                        .setMaxDeliveryCount(7)
                        .setDefaultMessageTimeToLive(Duration.ofHours(1))
                        .setDeadLetteringOnMessageExpiration(true)
                        .setDuplicateDetectionRequired(true)
                        .setForwardDeadLetteredMessagesTo("graveyard")
                        .setUserMetadata("a <note> & more"));
        assertThat(created.getName()).isEqualTo("made");
        assertThat(admin.getQueueExists("made")).isTrue();

        QueueProperties read = admin.getQueue("made");
        assertThat(read.getLockDuration()).isEqualTo(Duration.ofSeconds(30));
        assertThat(read.getMaxDeliveryCount()).isEqualTo(7);
        assertThat(read.getDefaultMessageTimeToLive()).isEqualTo(Duration.ofHours(1));
        assertThat(read.isDeadLetteringOnMessageExpiration()).isTrue();
        assertThat(read.isDuplicateDetectionRequired()).isTrue();
        assertThat(read.getForwardDeadLetteredMessagesTo()).contains("graveyard");
        assertThat(read.getUserMetadata()).isEqualTo("a <note> & more");
        assertThat(read.getStatus()).isEqualTo(EntityStatus.ACTIVE);

        QueueProperties updated = admin.updateQueue(read.setMaxDeliveryCount(3));
        assertThat(updated.getMaxDeliveryCount()).isEqualTo(3);
        assertThat(admin.listQueues()).extracting(QueueProperties::getName).contains("made", "plain");
        assertThatThrownBy(() -> admin.createQueue("made")).isInstanceOf(ResourceExistsException.class);

        admin.deleteQueue("made");
        assertThat(admin.getQueueExists("made")).isFalse();
        assertThatThrownBy(() -> admin.getQueue("made")).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void runtime_properties_count_messages_by_state() {
        admin.createQueue("counted");
        clients.sender("counted").sendMessage(new ServiceBusMessage("one"));
        clients.sender("counted").sendMessage(new ServiceBusMessage("two"));
        clients.sender("counted")
                .scheduleMessage(
                        new ServiceBusMessage("later"), OffsetDateTime.now().plusHours(1));
        ServiceBusReceiverClient receiver = clients.receiver("counted");
        receiver.deadLetter(SdkClients.receiveOne(receiver));

        QueueRuntimeProperties counts = admin.getQueueRuntimeProperties("counted");

        assertThat(counts.getActiveMessageCount()).isEqualTo(1);
        assertThat(counts.getDeadLetterMessageCount()).isEqualTo(1);
        assertThat(counts.getScheduledMessageCount()).isEqualTo(1);
        assertThat(counts.getTotalMessageCount()).isEqualTo(3);
        assertThat(counts.getSizeInBytes()).isPositive();
        admin.deleteQueue("counted");
    }

    @Test
    void topics_subscriptions_and_rules_are_managed() {
        admin.createTopic("news");
        admin.createSubscription("news", "all");
        admin.createSubscription(
                "news",
                "some",
                "first",
                new CreateSubscriptionOptions().setMaxDeliveryCount(4),
                new CreateRuleOptions(new SqlRuleFilter("kind = 'a'")).setAction(new SqlRuleAction("SET seen = 1")));
        CorrelationRuleFilter correlation = new CorrelationRuleFilter().setLabel("x");
        correlation.getProperties().put("k", "v");
        admin.createRule("news", "second", "some", new CreateRuleOptions(correlation));

        assertThat(admin.getTopicExists("news")).isTrue();
        assertThat(admin.getTopicRuntimeProperties("news").getSubscriptionCount())
                .isEqualTo(2);
        assertThat(admin.listSubscriptions("news"))
                .extracting(SubscriptionProperties::getSubscriptionName)
                .containsExactly("all", "some");
        assertThat(admin.getSubscription("news", "some").getMaxDeliveryCount()).isEqualTo(4);
        assertThat(admin.listRules("news", "all")).singleElement().satisfies(rule -> assertThat(rule.getFilter())
                .isInstanceOf(TrueRuleFilter.class));
        RuleProperties first = admin.getRule("news", "some", "first");
        assertThat(((SqlRuleFilter) first.getFilter()).getSqlExpression()).isEqualTo("kind = 'a'");
        assertThat(((SqlRuleAction) first.getAction()).getSqlExpression()).isEqualTo("SET seen = 1");
        CorrelationRuleFilter second =
                (CorrelationRuleFilter) admin.getRule("news", "some", "second").getFilter();
        assertThat(second.getLabel()).isEqualTo("x");
        assertThat(second.getProperties()).containsEntry("k", "v");

        clients.topicSender("news").sendMessage(new ServiceBusMessage("m"));
        assertThat(admin.getSubscriptionRuntimeProperties("news", "all").getActiveMessageCount())
                .isEqualTo(1);
        admin.deleteRule("news", "some", "second");
        assertThat(admin.listRules("news", "some")).hasSize(1);
        admin.deleteSubscription("news", "some");
        assertThat(admin.getSubscriptionExists("news", "some")).isFalse();
        admin.deleteTopic("news");
        assertThat(admin.getTopicExists("news")).isFalse();
    }

    @Test
    void topics_subscriptions_and_rules_are_changed() {
        admin.createTopic("changing");
        admin.createSubscription("changing", "s");
        admin.updateTopic(admin.getTopic("changing").setDefaultMessageTimeToLive(Duration.ofMinutes(9)));
        admin.updateSubscription(admin.getSubscription("changing", "s").setMaxDeliveryCount(2));
        admin.updateRule(
                "changing", "s", admin.getRule("changing", "s", "$Default").setFilter(new SqlRuleFilter("a = 1")));

        assertThat(admin.getTopic("changing").getDefaultMessageTimeToLive()).isEqualTo(Duration.ofMinutes(9));
        assertThat(admin.listTopics()).extracting(TopicProperties::getName).contains("changing", "events");
        assertThat(admin.getSubscription("changing", "s").getMaxDeliveryCount()).isEqualTo(2);
        assertThat(admin.getRule("changing", "s", "$Default").getFilter())
                .isInstanceOfSatisfying(SqlRuleFilter.class, filter -> assertThat(filter.getSqlExpression())
                        .isEqualTo("a = 1"));
        admin.deleteTopic("changing");
        assertThat(admin.getSubscriptionExists("changing", "s")).isFalse();
    }

    @Test
    void the_asynchronous_client_makes_lists_and_removes() {
        ServiceBusAdministrationAsyncClient async = new ServiceBusAdministrationClientBuilder()
                .connectionString(TestedEmulator.connectionString())
                .addPolicy(new EmulatorAdministrationPolicy(TestedEmulator.adminPort()))
                .buildAsyncClient();
        Duration limit = Duration.ofSeconds(10);
        async.createQueue("made-later").block(limit);

        assertThat(async.listQueues()
                        .map(QueueProperties::getName)
                        .collectList()
                        .block(limit))
                .contains("made-later", "plain");
        assertThat(async.getQueueRuntimeProperties("made-later").block(limit).getTotalMessageCount())
                .isZero();
        async.deleteQueue("made-later").block(limit);
        assertThat(async.getQueueExists("made-later").block(limit)).isFalse();
    }

    @Test
    @Unverified("the texts of the errors")
    void what_cannot_be_made_is_refused_with_its_reason() {
        assertThatThrownBy(() -> admin.createSubscription("no-such-topic", "s"))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> admin.createRule(
                        "events", "broken", "all", new CreateRuleOptions(new SqlRuleFilter("color = "))))
                .isInstanceOf(HttpResponseException.class)
                .hasMessageContaining("a value was expected");
        assertThatThrownBy(() -> admin.updateQueue(admin.getQueue("plain").setMaxDeliveryCount(0)))
                .isInstanceOf(HttpResponseException.class)
                .hasMessageContaining("MaxDeliveryCount");
    }

    @Test
    void the_namespace_describes_itself() {
        assertThat(admin.getNamespaceProperties().getName()).isNotBlank();
    }

    @Test
    @Unverified("the text of the error")
    void a_deleted_queue_ends_its_receivers_and_a_disabled_one_refuses() {
        admin.createQueue("short-lived");
        QueueProperties disabled = admin.getQueue("short-lived").setStatus(EntityStatus.SEND_DISABLED);
        admin.updateQueue(disabled);
        assertThatThrownBy(() -> clients.sender("short-lived").sendMessage(new ServiceBusMessage("no")))
                .hasMessageContaining("disabled");
        ServiceBusReceiverClient receiver = clients.receiver("short-lived");
        assertThat(receiver.receiveMessages(1, Duration.ofMillis(300))).isEmpty();

        admin.deleteQueue("short-lived");

        assertThatThrownBy(
                        () -> receiver.receiveMessages(1, Duration.ofSeconds(5)).forEach(message -> {}))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    @Unverified("that an open receiver ends, and the text of the error")
    void a_queue_suspended_for_receiving_keeps_what_is_sent_until_it_is_active_again() {
        admin.createQueue("suspended");
        ServiceBusReceiverClient receiver = clients.receiver("suspended");
        assertThat(receiver.receiveMessages(1, Duration.ofMillis(300))).isEmpty();
        admin.updateQueue(admin.getQueue("suspended").setStatus(EntityStatus.RECEIVE_DISABLED));
        clients.sender("suspended").sendMessage(new ServiceBusMessage("waits"));

        assertThatThrownBy(
                        () -> receiver.receiveMessages(1, Duration.ofSeconds(5)).forEach(message -> {}))
                .isInstanceOf(RuntimeException.class);
        admin.updateQueue(admin.getQueue("suspended").setStatus(EntityStatus.ACTIVE));

        assertThat(clients.receiver("suspended").receiveMessages(1, Duration.ofSeconds(5)))
                .hasSize(1);
    }
}
