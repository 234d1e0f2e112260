package dev.convoy.runtime.servicebus.store;

import dev.convoy.runtime.kit.journal.JournalException;
import dev.convoy.runtime.servicebus.broker.CorrelationFilter;
import dev.convoy.runtime.servicebus.broker.EntityDefinition;
import dev.convoy.runtime.servicebus.broker.EntitySettings;
import dev.convoy.runtime.servicebus.broker.Filter;
import dev.convoy.runtime.servicebus.broker.Rule;
import dev.convoy.runtime.servicebus.broker.SqlAction;
import dev.convoy.runtime.servicebus.broker.SqlFilter;
import dev.convoy.runtime.servicebus.message.AmqpReader;
import dev.convoy.runtime.servicebus.message.AmqpWriter;
import dev.convoy.runtime.servicebus.message.Properties;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Entities and rules as AMQP lists, which keep the types of property values. Stateless. */
final class DefinitionCodec {

    private DefinitionCodec() {}

    static byte[] encodeEntity(EntityDefinition definition) {
        List<@Nullable Object> fields = new ArrayList<>();
        switch (definition) {
            case EntityDefinition.Queue queue -> fields.addAll(List.of("queue", queue.path()));
            case EntityDefinition.Topic topic -> fields.addAll(List.of("topic", topic.path()));
            case EntityDefinition.Subscription it -> fields.addAll(List.of("subscription", it.topic(), it.name()));
        }
        EntitySettings settings = definition.settings();
        fields.add(settings.lockDuration().toMillis());
        fields.add(settings.maxDeliveryCount());
        fields.add(millis(settings.defaultTimeToLive()));
        fields.add(millis(settings.duplicateDetectionWindow()));
        fields.add(settings.requiresSession());
        fields.add(settings.deadLetterOnExpiration());
        fields.add(settings.deadLetterOnFilterErrors());
        fields.add(settings.forwardTo().orElse(null));
        fields.add(settings.forwardDeadLetteredTo().orElse(null));
        fields.add(settings.status().name());
        fields.add(settings.description());
        return bytes(fields);
    }

    static EntityDefinition decodeEntity(byte[] bytes) {
        Fields in = new Fields(new AmqpReader(bytes).readList());
        String kind = in.text();
        return switch (kind) {
            case "queue" -> new EntityDefinition.Queue(in.text(), settings(in));
            case "topic" -> new EntityDefinition.Topic(in.text(), settings(in));
            case "subscription" -> new EntityDefinition.Subscription(in.text(), in.text(), settings(in));
            default -> throw new JournalException("the journal holds an entity of the unknown kind " + kind);
        };
    }

    static byte[] encodeRule(Rule rule) {
        List<@Nullable Object> fields = new ArrayList<>();
        fields.add(rule.name());
        switch (rule.filter()) {
            case Filter.True ignored -> fields.add("true");
            case Filter.False ignored -> fields.add("false");
            case CorrelationFilter filter -> {
                fields.add("correlation");
                Map<String, String> system = new LinkedHashMap<>();
                filter.system().forEach((field, value) -> system.put(field.name(), value));
                fields.add(system);
                fields.add(filter.application());
            }
            case SqlFilter filter -> {
                fields.add("sql");
                fields.add(filter.expression());
                fields.add(filter.parameters());
            }
        }
        rule.action().ifPresent(action -> {
            fields.add(action.expression());
            fields.add(action.parameters());
        });
        return bytes(fields);
    }

    static Rule decodeRule(byte[] bytes) {
        Fields in = new Fields(new AmqpReader(bytes).readList());
        String name = in.text();
        String kind = in.text();
        Filter filter =
                switch (kind) {
                    case "true" -> new Filter.True();
                    case "false" -> new Filter.False();
                    case "correlation" -> correlation(in);
                    case "sql" -> new SqlFilter(in.text(), in.properties());
                    default -> throw new JournalException("the journal holds a filter of the unknown kind " + kind);
                };
        Optional<SqlAction> action =
                in.hasMore() ? Optional.of(new SqlAction(in.text(), in.properties())) : Optional.empty();
        return new Rule(name, filter, action);
    }

    private static CorrelationFilter correlation(Fields in) {
        Map<Properties.Field, String> system = new EnumMap<>(Properties.Field.class);
        in.map().forEach((field, value) -> system.put(Properties.Field.valueOf((String) field), (String) value));
        return new CorrelationFilter(system, in.properties());
    }

    private static EntitySettings settings(Fields in) {
        return new EntitySettings(
                Duration.ofMillis(in.number()),
                in.integer(),
                in.optionalDuration(),
                in.optionalDuration(),
                in.flag(),
                in.flag(),
                in.flag(),
                in.optionalText(),
                in.optionalText(),
                EntitySettings.Status.valueOf(in.text()),
                in.textMap());
    }

    private static @Nullable Long millis(Optional<Duration> duration) {
        return duration.map(Duration::toMillis).orElse(null);
    }

    private static byte[] bytes(List<@Nullable Object> fields) {
        return new AmqpWriter(256).value(fields).toBytes();
    }

    /** The fields of a record, one after another. */
    private static final class Fields {
        private final List<@Nullable Object> values;
        private int next;

        Fields(List<@Nullable Object> values) {
            this.values = values;
        }

        private @Nullable Object next() {
            return values.get(next++);
        }

        private Object required() {
            Object value = next();
            if (value == null) {
                throw new JournalException("the journal holds a definition without its field " + (next - 1));
            }
            return value;
        }

        String text() {
            return (String) required();
        }

        long number() {
            return (Long) required();
        }

        int integer() {
            return (Integer) required();
        }

        boolean flag() {
            return (Boolean) required();
        }

        Optional<String> optionalText() {
            return Optional.ofNullable((String) next());
        }

        Optional<Duration> optionalDuration() {
            return Optional.ofNullable((Long) next()).map(Duration::ofMillis);
        }

        boolean hasMore() {
            return next < values.size();
        }

        Map<String, Object> properties() {
            Map<String, Object> properties = new LinkedHashMap<>();
            map().forEach((key, value) -> properties.put((String) key, value));
            return properties;
        }

        Map<?, ?> map() {
            return (Map<?, ?>) required();
        }

        Map<String, String> textMap() {
            Map<String, String> texts = new LinkedHashMap<>();
            map().forEach((key, value) -> texts.put((String) key, (String) value));
            return texts;
        }
    }
}
