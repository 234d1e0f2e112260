package dev.convoy.runtime.servicebus.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.runtime.servicebus.broker.EntityDefinition;
import dev.convoy.runtime.servicebus.broker.EntitySettings;
import dev.convoy.runtime.servicebus.broker.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads the official emulator's configuration ("Service Bus emulator: configuration", {@code Config.json}); comments are
 * allowed, as in its sample. Stateless.
 */
public final class ConfigReader {

    private static final int DEFAULT_MAX_DELIVERY_COUNT = 3;
    private static final Duration DEFAULT_DUPLICATE_WINDOW = Duration.ofSeconds(20);
    private static final Set<String> ENTITY_FIELDS = Set.of("Name", "Properties");
    private static final Set<String> TOPIC_FIELDS = Set.of("Name", "Properties", "Subscriptions");
    private static final Set<String> SUBSCRIPTION_FIELDS = Set.of("Name", "Properties", "Rules");
    private static final Set<String> SETTINGS = Set.of(
            "DeadLetteringOnMessageExpiration",
            "DefaultMessageTimeToLive",
            "DuplicateDetectionHistoryTimeWindow",
            "ForwardDeadLetteredMessagesTo",
            "ForwardTo",
            "LockDuration",
            "MaxDeliveryCount",
            "RequiresDuplicateDetection",
            "RequiresSession",
            "DeadLetteringOnFilterEvaluationExceptions");

    private ConfigReader() {}

    /** @throws BrokenConfigException if the file cannot be read or used */
    public static EmulatorConfig read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new BrokenConfigException(file.toString(), "", "cannot be read (" + e + ")");
        }
    }

    /** @throws BrokenConfigException if the text cannot be used; {@code file} names it in the error */
    public static EmulatorConfig parse(String file, String text) {
        ConfigNode root = new ConfigNode(file, "", tree(file, text));
        root.allow(Set.of("UserConfig"));
        ConfigNode user = root.child("UserConfig");
        user.allow(Set.of("Namespaces", "Logging"));
        List<EntityDefinition> entities = new ArrayList<>();
        Map<String, List<Rule>> rules = new LinkedHashMap<>();
        List<ConfigNode> namespaces = user.elements("Namespaces");
        if (namespaces.size() != 1) {
            throw user.child("Namespaces").broken("must hold exactly one namespace, not " + namespaces.size());
        }
        ConfigNode namespace = namespaces.getFirst();
        namespace.allow(Set.of("Name", "Queues", "Topics"));
        namespace.requiredText("Name");
        Set<String> names = new HashSet<>();
        for (ConfigNode queue : namespace.elements("Queues")) {
            queue.allow(ENTITY_FIELDS);
            entities.add(new EntityDefinition.Queue(name(queue, names, ""), settings(queue)));
        }
        for (ConfigNode topic : namespace.elements("Topics")) {
            readTopic(topic, names, entities, rules);
        }
        return new EmulatorConfig(entities, rules);
    }

    private static void readTopic(
            ConfigNode topic, Set<String> names, List<EntityDefinition> entities, Map<String, List<Rule>> rules) {
        topic.allow(TOPIC_FIELDS);
        String name = name(topic, names, "");
        entities.add(new EntityDefinition.Topic(name, settings(topic)));
        for (ConfigNode subscription : topic.elements("Subscriptions")) {
            subscription.allow(SUBSCRIPTION_FIELDS);
            EntityDefinition.Subscription definition = new EntityDefinition.Subscription(
                    name, name(subscription, names, name + "/Subscriptions/"), settings(subscription));
            entities.add(definition);
            List<Rule> own = new ArrayList<>();
            for (ConfigNode rule : subscription.elements("Rules")) {
                own.add(RuleConfig.read(rule));
            }
            if (!own.isEmpty()) {
                rules.put(definition.path(), own);
            }
        }
    }

    private static String name(ConfigNode entity, Set<String> names, String prefix) {
        String name = entity.requiredText("Name");
        if (!names.add((prefix + name).toLowerCase(Locale.ROOT))) {
            throw entity.child("Name").broken("\"" + name + "\" is there twice");
        }
        if (name.length() > 260 || name.contains("//") || name.startsWith("/") || name.contains("$")) {
            throw entity.child("Name").broken("\"" + name + "\" is no entity name");
        }
        return name;
    }

    private static EntitySettings settings(ConfigNode entity) {
        ConfigNode properties = entity.child("Properties");
        EntitySettings.Builder settings = EntitySettings.defaults().toBuilder();
        settings.maxDeliveryCount(DEFAULT_MAX_DELIVERY_COUNT);
        if (!properties.isPresent()) {
            return settings.build();
        }
        properties.allow(SETTINGS);
        properties.duration("LockDuration").ifPresent(settings::lockDuration);
        properties.positive("MaxDeliveryCount").ifPresent(settings::maxDeliveryCount);
        properties.duration("DefaultMessageTimeToLive").ifPresent(settings::defaultTimeToLive);
        properties.flag("DeadLetteringOnMessageExpiration").ifPresent(settings::deadLetterOnExpiration);
        properties.flag("DeadLetteringOnFilterEvaluationExceptions").ifPresent(settings::deadLetterOnFilterErrors);
        properties.flag("RequiresSession").ifPresent(settings::requiresSession);
        properties.optionalText("ForwardTo").ifPresent(settings::forwardTo);
        properties.optionalText("ForwardDeadLetteredMessagesTo").ifPresent(settings::forwardDeadLetteredTo);
        Duration window =
                properties.duration("DuplicateDetectionHistoryTimeWindow").orElse(DEFAULT_DUPLICATE_WINDOW);
        if (properties.flag("RequiresDuplicateDetection").orElse(false)) {
            settings.duplicateDetectionWindow(window);
        }
        return settings.build();
    }

    private static JsonNode tree(String file, String text) {
        try {
            return JsonTree.parse(text);
        } catch (JsonProcessingException e) {
            String at = e.getLocation() == null
                    ? ""
                    : "line " + e.getLocation().getLineNr() + " column "
                            + e.getLocation().getColumnNr();
            throw new BrokenConfigException(file, at, "is no valid JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new BrokenConfigException(file, "", "cannot be read (" + e + ")");
        }
    }
}
