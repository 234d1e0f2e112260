package dev.convoy.runtime.servicebus.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.runtime.servicebus.broker.CorrelationFilter;
import dev.convoy.runtime.servicebus.broker.Filter;
import dev.convoy.runtime.servicebus.broker.Rule;
import dev.convoy.runtime.servicebus.message.Properties;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads one rule of a subscription: {@code Correlation} or {@code Sql}. Stateless. */
final class RuleConfig {

    private static final Map<String, Properties.Field> SYSTEM = Map.of(
            "ContentType", Properties.Field.CONTENT_TYPE,
            "CorrelationId", Properties.Field.CORRELATION_ID,
            "Label", Properties.Field.SUBJECT,
            "MessageId", Properties.Field.MESSAGE_ID,
            "ReplyTo", Properties.Field.REPLY_TO,
            "ReplyToSessionId", Properties.Field.REPLY_TO_GROUP_ID,
            "SessionId", Properties.Field.GROUP_ID,
            "To", Properties.Field.TO);

    private RuleConfig() {}

    static Rule read(ConfigNode rule) {
        rule.allow(Set.of("Name", "Properties"));
        String name = rule.requiredText("Name");
        ConfigNode properties = rule.child("Properties");
        properties.allow(Set.of("FilterType", "CorrelationFilter", "SqlFilter", "Action"));
        String type = properties.requiredText("FilterType");
        return switch (type) {
            case "Correlation" -> new Rule(name, correlation(properties.child("CorrelationFilter")));
            case "Sql" -> new Rule(name, sql(properties.child("SqlFilter")));
            default -> throw properties.child("FilterType").broken("must be Correlation or Sql, not \"" + type + "\"");
        };
    }

    private static Filter sql(ConfigNode filter) {
        filter.allow(Set.of("SqlExpression"));
        String text = filter.requiredText("SqlExpression").strip();
        return switch (text) {
            case "1=1", "1 = 1" -> new Filter.True();
            case "1=0", "1 = 0" -> new Filter.False();
            default -> throw filter.child("SqlExpression").broken("is not understood yet: \"" + text + "\"");
        };
    }

    private static Filter correlation(ConfigNode filter) {
        filter.requireObject();
        Map<Properties.Field, String> system = new EnumMap<>(Properties.Field.class);
        Map<String, Object> application = new LinkedHashMap<>();
        filter.node().fieldNames().forEachRemaining(name -> {
            Properties.Field field = SYSTEM.get(name);
            if (field != null) {
                system.put(field, filter.requiredText(name));
            } else if (name.equals("Properties")) {
                readApplication(filter.child(name), application);
            } else {
                throw filter.child(name).broken("is no known field; known are Properties and " + SYSTEM.keySet());
            }
        });
        return new CorrelationFilter(system, application);
    }

    private static void readApplication(ConfigNode properties, Map<String, Object> application) {
        properties.requireObject();
        properties.node().fieldNames().forEachRemaining(name -> {
            ConfigNode child = properties.child(name);
            application.put(name, scalar(child, child.node()));
        });
    }

    private static Object scalar(ConfigNode at, JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> node.textValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> node.isIntegralNumber() ? (Object) node.longValue() : (Object) node.doubleValue();
            default -> throw at.broken("must be a string, a number, true or false");
        };
    }
}
