package dev.convoy.runtime.servicebus.broker;

import dev.convoy.runtime.servicebus.broker.Refusal.Reason;
import dev.convoy.runtime.servicebus.message.Message;
import dev.convoy.runtime.servicebus.message.Properties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds requests against {@link Quotas}. Answers null when all is within them. Stateless. */
final class QuotaCheck {

    private static final Properties.Field[] IDENTIFIERS = {Properties.Field.MESSAGE_ID, Properties.Field.GROUP_ID};

    private final Quotas quotas;
    private final boolean unlimited;

    QuotaCheck(Quotas quotas) {
        this.quotas = quotas;
        this.unlimited = quotas.equals(Quotas.none());
    }

    @Nullable
    Refusal ofSend(Entity entity, List<Message> messages) {
        if (unlimited) {
            return null;
        }
        long total = 0;
        for (Message message : messages) {
            Refusal refusal = ofMessage(message);
            if (refusal != null) {
                return refusal;
            }
            total += message.sizeBytes();
        }
        if (messages.size() > 1 && total > quotas.maxBatchBytes()) {
            return tooLarge("batch", total, quotas.maxBatchBytes());
        }
        long held = entity.queues().stream().mapToLong(MessageQueue::sizeBytes).sum();
        return held + total > quotas.maxEntityBytes()
                ? new Refusal(
                        Reason.QUOTA_EXCEEDED,
                        "The maximum entity size has been reached or exceeded for '" + entity.definition.path() + "'.")
                : null;
    }

    @Nullable
    Refusal ofTransaction(Transaction transaction, int more) {
        return transaction.messages() + more > quotas.maxMessagesPerTransaction()
                ? new Refusal(
                        Reason.QUOTA_EXCEEDED,
                        "A transaction may have " + quotas.maxMessagesPerTransaction() + " messages.")
                : null;
    }

    @Nullable
    Refusal ofEntity(EntityDefinition definition, BrokerState state) {
        if (unlimited) {
            return null;
        }
        if (definition.settings().lockDuration().compareTo(quotas.maxLockDuration()) > 0) {
            return new Refusal(Reason.INVALID, "LockDuration must be at most " + quotas.maxLockDuration() + ".");
        }
        return switch (definition) {
            case EntityDefinition.Subscription it -> ofSubscription(it, state);
            case EntityDefinition.Queue it -> ofTopLevel(it.path(), state);
            case EntityDefinition.Topic it -> ofTopLevel(it.path(), state);
        };
    }

    private @Nullable Refusal ofSubscription(EntityDefinition.Subscription definition, BrokerState state) {
        if (definition.name().length() > Quotas.MAX_SUBSCRIPTION_NAME) {
            return new Refusal(
                    Reason.INVALID,
                    "A subscription's name has at most " + Quotas.MAX_SUBSCRIPTION_NAME + " characters.");
        }
        Entity topic = state.entity(definition.topic());
        return topic != null && topic.subscriptions.size() >= quotas.maxSubscriptionsPerTopic()
                ? new Refusal(
                        Reason.QUOTA_EXCEEDED,
                        "A topic may have " + quotas.maxSubscriptionsPerTopic() + " subscriptions.")
                : null;
    }

    private @Nullable Refusal ofTopLevel(String path, BrokerState state) {
        if (path.length() > quotas.maxNameChars()) {
            return new Refusal(Reason.INVALID, "A name has at most " + quotas.maxNameChars() + " characters.");
        }
        long entities = state.entities().stream()
                .filter(entity -> !(entity.definition instanceof EntityDefinition.Subscription))
                .count();
        return entities >= quotas.maxEntities()
                ? new Refusal(Reason.QUOTA_EXCEEDED, "A namespace may have " + quotas.maxEntities() + " entities.")
                : null;
    }

    private @Nullable Refusal ofMessage(Message message) {
        if (message.sizeBytes() > quotas.maxMessageBytes()) {
            return tooLarge("message", message.sizeBytes(), quotas.maxMessageBytes());
        }
        Properties properties = message.properties();
        for (Properties.Field field : IDENTIFIERS) {
            Refusal refusal = ofIdentifier(field.name(), properties.text(field));
            if (refusal != null) {
                return refusal;
            }
        }
        int bytes = message.applicationPropertiesBytes();
        return bytes > quotas.maxPropertyBytes()
                ? new Refusal(
                        Reason.INVALID,
                        "The application properties have " + bytes + " bytes; " + quotas.maxPropertyBytes()
                                + " are allowed.")
                : ofIdentifier("PARTITION_KEY", message.partitionKey());
    }

    private @Nullable Refusal ofIdentifier(String name, @Nullable String value) {
        return value != null && value.length() > quotas.maxIdentifierChars()
                ? new Refusal(Reason.INVALID, name + " has at most " + quotas.maxIdentifierChars() + " characters.")
                : null;
    }

    private static Refusal tooLarge(String what, long bytes, long limit) {
        return new Refusal(
                Reason.MESSAGE_TOO_LARGE,
                "The received " + what + " of " + bytes + " bytes exceeds the limit of " + limit + " bytes.");
    }
}
