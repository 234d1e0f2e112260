package dev.convoy.runtime.servicebus.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.runtime.servicebus.message.Message;
import dev.convoy.runtime.servicebus.message.MessageView;
import dev.convoy.runtime.servicebus.message.Properties;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlConditionTest {

    private final Map<Object, Object> properties = new LinkedHashMap<>(
            Map.of("quantity", 5, "price", 2.5, "color", "red", "urgent", true, "odd name", "x", "big", 1L << 40));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quantity = 5",
                "user.quantity = 5",
                "[quantity] = 5 AND \"color\" = 'red'",
                "quantity <> 6 AND quantity != 7",
                "quantity >= 5 AND quantity <= 5 AND NOT quantity < 5",
                "quantity + 1 * 2 = 7",
                "(quantity + 1) * 2 = 12",
                "quantity % 2 = 1 AND -quantity = -5 AND quantity / 2 = 2",
                "price * 2 = 5 AND price > quantity - 3",
                "big = 1099511627776",
                "color LIKE 'r%' AND color LIKE '_e_' AND color NOT LIKE 'b%'",
                "color LIKE 're!d' ESCAPE '!'",
                "color IN ('blue', 'red') AND color NOT IN ('green')",
                "EXISTS(color) AND NOT EXISTS(missing)",
                "missing IS NULL AND color IS NOT NULL",
                "urgent",
                "urgent = TRUE AND NOT (urgent = FALSE)",
                "sys.Label = 'greeting' AND sys.MessageId = 'm1' AND sys.subject = 'greeting'",
                "property('odd name') = 'x' AND [odd name] = 'x' AND p('color') = 'red'",
                "color = 'it''s' OR color = 'red'",
                "1 = 1",
                "(quantity) = 5",
                "((quantity = 5))",
                "1e3 = 1000 AND .5 = 0.5",
                "color + '!' = 'red!'",
                "missing = 1 OR TRUE",
                "newid() <> newid()"
            })
    void is_true_of_the_message(String condition) {
        assertThat(SqlCondition.parse(condition, Map.of()).matches(message())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "missing = 1",
                "NOT (missing = 1)",
                "missing <> 1",
                "missing IN (1, 2)",
                "missing NOT IN (1)",
                "missing LIKE '%'",
                "missing = 1 AND TRUE",
                "color = 5",
                "color > 5",
                "color = 'Red'",
                "quantity = NULL",
                "FALSE"
            })
    void is_false_or_unknown_of_the_message(String condition) {
        assertThat(SqlCondition.parse(condition, Map.of()).matches(message())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "color =",
                "color = 'red",
                "= 5",
                "color LIKE 5",
                "(color = 'red'",
                "color 'red'",
                "sys.Nothing = 1",
                "color IN ()",
                "5 5",
                "a ! b",
                "unknown(1)",
                "color IS 5",
                "@p = 1",
                "99999999999999999999 = 1"
            })
    void is_refused_with_its_place(String condition) {
        assertThatThrownBy(() -> SqlCondition.parse(condition, Map.of()))
                .isInstanceOf(SqlSyntaxException.class)
                .hasMessageContaining("at character");
    }

    @Test
    void nesting_has_a_bound() {
        String deep = "(".repeat(400) + "1=1" + ")".repeat(400);

        assertThatThrownBy(() -> SqlCondition.parse(deep, Map.of())).isInstanceOf(SqlSyntaxException.class);
    }

    @Test
    void parameters_stand_for_values() {
        assertThat(SqlCondition.parse("quantity = @q", Map.of("@q", 5)).matches(message()))
                .isTrue();
    }

    @Test
    void what_cannot_be_computed_is_an_error_of_evaluation() {
        assertThatThrownBy(() -> SqlCondition.parse("color + 1 = 2", Map.of()).matches(message()))
                .isInstanceOf(SqlEvaluationException.class);
        assertThatThrownBy(
                        () -> SqlCondition.parse("quantity / 0 = 2", Map.of()).matches(message()))
                .isInstanceOf(SqlEvaluationException.class);
    }

    @Test
    void an_action_changes_step_by_step() {
        Message changed = SqlChanges.parse(
                        "SET total = quantity * price; SET doubled = total * 2; REMOVE color; SET sys.To = 'there'",
                        Map.of())
                .apply(message().message());

        assertThat(changed.applicationProperties())
                .containsEntry("total", 12.5)
                .containsEntry("doubled", 25.0)
                .doesNotContainKey("color");
        assertThat(changed.properties().text(Properties.Field.TO)).isEqualTo("there");
        assertThat(changed.properties().text(Properties.Field.MESSAGE_ID)).isEqualTo("m1");
    }

    private MessageView message() {
        Message empty = Message.of(new byte[0]);
        return new MessageView(empty.withProperty(Properties.Field.MESSAGE_ID, "m1")
                .withProperty(Properties.Field.SUBJECT, "greeting")
                .withAllApplicationProperties(properties));
    }
}
