package dev.convoy.runtime.servicebus.admin;

import dev.convoy.runtime.servicebus.broker.Address;
import dev.convoy.runtime.servicebus.broker.EntityDefinition;
import dev.convoy.runtime.servicebus.broker.EntitySettings;
import dev.convoy.runtime.servicebus.broker.MessageQueue;
import dev.convoy.runtime.servicebus.broker.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Queues, topics and subscriptions as XML descriptions ("Service Bus resource manager: entity description"). Stateless. */
final class EntityXml {

    static final String CONNECT = "http://schemas.microsoft.com/netservices/2010/10/servicebus/connect";
    private static final String COUNTS = "http://schemas.microsoft.com/netservices/2011/06/servicebus";
    private static final String UNBOUNDED = "P10675199DT2H48M5.4775807S";
    private static final Duration LONGEST = Duration.ofDays(10_000);
    private static final String CREATED = "CreatedAt";
    private static final String UPDATED = "UpdatedAt";

    /** Properties that the broker keeps for its clients and does not act on. */
    private static final List<String> KEPT = List.of(
            "MaxSizeInMegabytes",
            "EnableBatchedOperations",
            "UserMetadata",
            "AutoDeleteOnIdle",
            "EnablePartitioning",
            "EnableExpress",
            "SupportOrdering",
            "MaxMessageSizeInKilobytes",
            "FilteringMessagesBeforePublishing",
            "IsAnonymousAccessible",
            "EnableSubscriptionPartitioning");

    /** What every description of a topic says; the Java SDK fails to change a topic without it. */
    private static final Map<String, String> OF_EVERY_TOPIC = Map.of(
            "SupportOrdering", "true",
            "EnablePartitioning", "false",
            "EnableExpress", "false",
            "FilteringMessagesBeforePublishing", "false",
            "IsAnonymousAccessible", "false",
            "EnableSubscriptionPartitioning", "false");

    private EntityXml() {}

    /** Settings as the description asks for; what it leaves out has the service's default. */
    static EntitySettings read(XmlNode description, @Nullable EntitySettings before, Instant now) {
        EntitySettings.Builder settings = EntitySettings.defaults().toBuilder();
        duration(description, "LockDuration").ifPresent(settings::lockDuration);
        description.childText("MaxDeliveryCount").map(Integer::valueOf).ifPresent(settings::maxDeliveryCount);
        duration(description, "DefaultMessageTimeToLive").ifPresent(settings::defaultTimeToLive);
        flag(description, "RequiresSession").ifPresent(settings::requiresSession);
        flag(description, "DeadLetteringOnMessageExpiration").ifPresent(settings::deadLetterOnExpiration);
        flag(description, "DeadLetteringOnFilterEvaluationExceptions").ifPresent(settings::deadLetterOnFilterErrors);
        entity(description, "ForwardTo").ifPresent(settings::forwardTo);
        entity(description, "ForwardDeadLetteredMessagesTo").ifPresent(settings::forwardDeadLetteredTo);
        description.childText("Status").map(EntityXml::status).ifPresent(settings::status);
        if (flag(description, "RequiresDuplicateDetection").orElse(false)) {
            settings.duplicateDetectionWindow(
                    duration(description, "DuplicateDetectionHistoryTimeWindow").orElse(Duration.ofMinutes(10)));
        }
        Map<String, String> kept = new LinkedHashMap<>();
        KEPT.forEach(name -> description.childText(name).ifPresent(value -> kept.put(name, value)));
        String created = before == null ? null : before.description().get(CREATED);
        kept.put(CREATED, created == null ? now.toString() : created);
        kept.put(UPDATED, now.toString());
        return settings.description(kept).build();
    }

    static String write(EntityDefinition definition, Topology topology) {
        XmlText xml = new XmlText();
        String kind =
                switch (definition) {
                    case EntityDefinition.Queue ignored -> "QueueDescription";
                    case EntityDefinition.Topic ignored -> "TopicDescription";
                    case EntityDefinition.Subscription ignored -> "SubscriptionDescription";
                };
        xml.raw("<" + kind + " xmlns=\"" + CONNECT + "\" xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\">");
        writeSettings(xml, definition);
        writeRuntime(xml, definition, topology);
        return xml.raw("</" + kind + ">").toString();
    }

    private static void writeSettings(XmlText xml, EntityDefinition definition) {
        EntitySettings settings = definition.settings();
        if (!(definition instanceof EntityDefinition.Topic)) {
            xml.element("LockDuration", settings.lockDuration())
                    .element("RequiresSession", settings.requiresSession())
                    .element("DeadLetteringOnMessageExpiration", settings.deadLetterOnExpiration())
                    .element("MaxDeliveryCount", settings.maxDeliveryCount())
                    .element("ForwardTo", settings.forwardTo().orElse(null))
                    .element(
                            "ForwardDeadLetteredMessagesTo",
                            settings.forwardDeadLetteredTo().orElse(null));
        }
        if (definition instanceof EntityDefinition.Subscription) {
            xml.element("DeadLetteringOnFilterEvaluationExceptions", settings.deadLetterOnFilterErrors());
        } else {
            xml.element(
                            "RequiresDuplicateDetection",
                            settings.duplicateDetectionWindow().isPresent())
                    .element(
                            "DuplicateDetectionHistoryTimeWindow",
                            settings.duplicateDetectionWindow().orElse(Duration.ofMinutes(10)));
        }
        xml.element(
                "DefaultMessageTimeToLive",
                settings.defaultTimeToLive().map(Duration::toString).orElse(UNBOUNDED));
        xml.element("Status", statusName(settings.status()));
        Map<String, String> kept = new LinkedHashMap<>(
                Map.of("MaxSizeInMegabytes", "1024", "EnableBatchedOperations", "true", "AutoDeleteOnIdle", UNBOUNDED));
        if (definition instanceof EntityDefinition.Topic) {
            kept.putAll(OF_EVERY_TOPIC);
        }
        kept.putAll(settings.description());
        kept.putIfAbsent(CREATED, Instant.EPOCH.toString());
        kept.putIfAbsent(UPDATED, Instant.EPOCH.toString());
        kept.put("AccessedAt", kept.getOrDefault(UPDATED, Instant.EPOCH.toString()));
        kept.forEach(xml::element);
    }

    private static void writeRuntime(XmlText xml, EntityDefinition definition, Topology topology) {
        MessageQueue main = queue(topology, definition, Address.Part.MAIN);
        int dead = queue(topology, definition, Address.Part.DEAD_LETTER).totalCount();
        int transfer =
                queue(topology, definition, Address.Part.TRANSFER_DEAD_LETTER).totalCount();
        xml.element("SizeInBytes", main.sizeBytes());
        xml.element("MessageCount", main.totalCount() + dead + transfer);
        if (definition instanceof EntityDefinition.Topic topic) {
            xml.element(
                    "SubscriptionCount",
                    Entities.subscriptionsOf(topology, topic.path()).size());
        }
        xml.raw("<CountDetails xmlns:c=\"" + COUNTS + "\">")
                .element("c:ActiveMessageCount", main.activeCount())
                .element("c:DeadLetterMessageCount", dead)
                .element("c:ScheduledMessageCount", main.scheduledCount())
                .element("c:TransferMessageCount", 0)
                .element("c:TransferDeadLetterMessageCount", transfer)
                .raw("</CountDetails>")
                .element("EntityAvailabilityStatus", "Available");
    }

    private static MessageQueue queue(Topology topology, EntityDefinition definition, Address.Part part) {
        return topology.queue(new Address(definition.path(), part)).orElseThrow();
    }

    /** A duration so long that it stands for none. */
    private static Optional<Duration> duration(XmlNode description, String name) {
        return description.childText(name).map(Duration::parse).filter(value -> value.compareTo(LONGEST) < 0);
    }

    private static Optional<Boolean> flag(XmlNode description, String name) {
        return description.childText(name).map(Boolean::valueOf);
    }

    private static Optional<String> entity(XmlNode description, String name) {
        return description.childText(name).map(text -> Address.parse(text).entity());
    }

    private static EntitySettings.Status status(String name) {
        return switch (name) {
            case "Disabled" -> EntitySettings.Status.DISABLED;
            case "SendDisabled" -> EntitySettings.Status.SEND_DISABLED;
            case "ReceiveDisabled" -> EntitySettings.Status.RECEIVE_DISABLED;
            case "Active" -> EntitySettings.Status.ACTIVE;
            default -> throw new IllegalArgumentException("Status must not be " + name);
        };
    }

    private static String statusName(EntitySettings.Status status) {
        return switch (status) {
            case ACTIVE -> "Active";
            case DISABLED -> "Disabled";
            case SEND_DISABLED -> "SendDisabled";
            case RECEIVE_DISABLED -> "ReceiveDisabled";
        };
    }
}
