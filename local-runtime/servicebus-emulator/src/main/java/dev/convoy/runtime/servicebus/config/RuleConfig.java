package dev.convoy.runtime.servicebus.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.runtime.servicebus.broker.CorrelationFilter;
import dev.convoy.runtime.servicebus.broker.Filter;
import dev.convoy.runtime.servicebus.broker.Rule;
import dev.convoy.runtime.servicebus.broker.SqlAction;
import dev.convoy.runtime.servicebus.broker.SqlFilter;
import dev.convoy.runtime.servicebus.message.Properties;
import dev.convoy.runtime.servicebus.sql.SqlSyntaxException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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
        Filter filter =
                switch (type) {
                    case "Correlation" -> correlation(properties.child("CorrelationFilter"));
                    case "Sql" -> sql(properties.child("SqlFilter"));
                    default ->
                        throw properties.child("FilterType").broken("must be Correlation or Sql, not \"" + type + "\"");
                };
        return new Rule(name, filter, action(properties.child("Action")));
    }

    private static Filter sql(ConfigNode filter) {
        filter.allow(Set.of("SqlExpression"));
        try {
            return new SqlFilter(filter.requiredText("SqlExpression"), Map.of());
        } catch (SqlSyntaxException e) {
            throw filter.child("SqlExpression").broken(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<SqlAction> action(ConfigNode action) {
        if (!action.isPresent()) {
            return Optional.empty();
        }
        action.allow(Set.of("SqlExpression"));
        try {
            return Optional.of(new SqlAction(action.requiredText("SqlExpression"), Map.of()));
        } catch (SqlSyntaxException e) {
            throw action.child("SqlExpression").broken(String.valueOf(e.getMessage()));
        }
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
