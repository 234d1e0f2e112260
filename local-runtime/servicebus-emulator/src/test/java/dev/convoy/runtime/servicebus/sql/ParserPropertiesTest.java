package dev.convoy.runtime.servicebus.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.runtime.servicebus.message.Message;
import dev.convoy.runtime.servicebus.message.MessageView;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ParserPropertiesTest {

    @Property(tries = 2000)
    void any_text_is_a_condition_or_refused_with_its_place(@ForAll("texts") String text) {
        try {
            SqlCondition.parse(text, Map.of()).matches(new MessageView(Message.of(new byte[0])));
        } catch (SqlSyntaxException refused) {
            assertThat(refused).hasMessageContaining("at character");
        } catch (SqlEvaluationException notOfThisMessage) {
            assertThat(notOfThisMessage).hasMessageMatching("(?s).+");
        }
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> words = Arbitraries.of(
                "a",
                "sys.Label",
                "=",
                "<",
                "<>",
                "AND",
                "OR",
                "NOT",
                "(",
                ")",
                "IN",
                ",",
                "LIKE",
                "'x%'",
                "1",
                "2.5",
                "IS",
                "NULL",
                "EXISTS",
                "+",
                "-",
                "*",
                "/",
                "%",
                "TRUE",
                "[b]",
                "\"c\"",
                "@p",
                "'",
                ".",
                "newid",
                ";");
        return Arbitraries.oneOf(
                words.list().ofMaxSize(15).map((List<String> list) -> String.join(" ", list)),
                Arbitraries.strings().ofMaxLength(40));
    }
}
