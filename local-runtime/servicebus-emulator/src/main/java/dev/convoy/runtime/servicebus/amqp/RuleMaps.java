package dev.convoy.runtime.servicebus.amqp;

import dev.convoy.runtime.servicebus.broker.CorrelationFilter;
import dev.convoy.runtime.servicebus.broker.Filter;
import dev.convoy.runtime.servicebus.broker.Rule;
import dev.convoy.runtime.servicebus.broker.SqlAction;
import dev.convoy.runtime.servicebus.broker.SqlFilter;
import dev.convoy.runtime.servicebus.message.AmqpValue;
import dev.convoy.runtime.servicebus.message.Properties;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rules as management requests write them (maps) and as their answers do (described lists). Stateless. */
final class RuleMaps {

    private static final long DESCRIPTION = 0x13700000004L;
    private static final long EMPTY_ACTION = 0x13700000005L;
    private static final long SQL_ACTION = 0x13700000006L;
    private static final long SQL_FILTER = 0x1370000006L;
    private static final long TRUE_FILTER = 0x1370000007L;
    private static final long FALSE_FILTER = 0x1370000008L;
    private static final long CORRELATION_FILTER = 0x1370000009L;

    /** In the order of the answer's list. */
    private static final Map<String, Properties.Field> SYSTEM = new LinkedHashMap<>();

    static {
        SYSTEM.put("correlation-id", Properties.Field.CORRELATION_ID);
        SYSTEM.put("message-id", Properties.Field.MESSAGE_ID);
        SYSTEM.put("to", Properties.Field.TO);
        SYSTEM.put("reply-to", Properties.Field.REPLY_TO);
        SYSTEM.put("label", Properties.Field.SUBJECT);
        SYSTEM.put("session-id", Properties.Field.GROUP_ID);
        SYSTEM.put("reply-to-session-id", Properties.Field.REPLY_TO_GROUP_ID);
        SYSTEM.put("content-type", Properties.Field.CONTENT_TYPE);
    }

    private RuleMaps() {}

    /** @throws IllegalArgumentException if an expression is malformed */
    static Rule read(String name, RequestBody description) {
        RequestBody action = description.optionalMap("sql-rule-action");
        Optional<SqlAction> changes = action == null || action.optionalText("expression") == null
                ? Optional.empty()
                : Optional.of(new SqlAction(action.text("expression"), action.properties("parameters")));
        return new Rule(name, filter(description), changes);
    }

    static AmqpValue write(Rule rule) {
        List<@Nullable Object> fields = new ArrayList<>();
        fields.add(filter(rule.filter()));
        fields.add(rule.action()
                .map(action -> described(SQL_ACTION, List.of(action.expression())))
                .orElseGet(() -> described(EMPTY_ACTION, List.of())));
        fields.add(rule.name());
        return described(DESCRIPTION, fields);
    }

    private static Filter filter(RequestBody description) {
        RequestBody sql = description.optionalMap("sql-filter");
        if (sql != null) {
            String expression = sql.text("expression");
            return switch (expression.replace(" ", "")) {
                case "1=1" -> new Filter.True();
                case "1=0" -> new Filter.False();
                default -> new SqlFilter(expression, sql.properties("parameters"));
            };
        }
        RequestBody correlation = description.optionalMap("correlation-filter");
        if (correlation == null) {
            throw new RequestBody.BadRequestException("neither sql-filter nor correlation-filter is given");
        }
        Map<Properties.Field, String> system = new EnumMap<>(Properties.Field.class);
        SYSTEM.forEach((name, field) -> {
            String value = correlation.optionalText(name);
            if (value != null) {
                system.put(field, value);
            }
        });
        return new CorrelationFilter(system, correlation.properties("properties"));
    }

    private static AmqpValue filter(Filter filter) {
        return switch (filter) {
            case Filter.True ignored -> described(TRUE_FILTER, List.of());
            case Filter.False ignored -> described(FALSE_FILTER, List.of());
            case SqlFilter sql -> described(SQL_FILTER, List.of(sql.expression(), 20));
            case CorrelationFilter correlation -> {
                List<@Nullable Object> fields = new ArrayList<>();
                SYSTEM.values().forEach(field -> fields.add(correlation.system().get(field)));
                fields.add(correlation.application());
                yield described(CORRELATION_FILTER, fields);
            }
        };
    }

    private static AmqpValue.Described described(long descriptor, List<?> fields) {
        return new AmqpValue.Described(new AmqpValue.ULong(descriptor), fields);
    }
}
