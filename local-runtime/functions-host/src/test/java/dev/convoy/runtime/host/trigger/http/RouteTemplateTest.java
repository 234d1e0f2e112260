package dev.convoy.runtime.host.trigger.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTemplateTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "orders/{id}           | /ORDERS/7        | {id=7}",
                "orders/{id:int}       | /orders/x        | none",
                "orders/{id:int?}      | /orders          | {}",
                "a/{b=c}               | /a               | {b=c}",
                "files/{*path}         | /files/x/y/z     | {path=x/y/z}",
                "report-{year}.csv     | /report-2026.csv | {year=2026}",
                "x/{n:range(1,9)}      | /x/10            | none",
                "x/{n:length(2)}       | /x/ab            | {n=ab}",
                "x/{n:guid}            | /x/not-a-guid    | none",
                "x/{y}                 | /x/y/z           | none"
            })
    void a_path_fits_or_does_not(String template, String path, String expected) {
        Optional<Map<String, String>> found = RouteTemplate.parse(template).match(RouteTemplate.split(path));

        assertThat(found.map(Object::toString).orElse("none")).isEqualTo(expected);
    }

    @Test
    void the_more_exact_template_comes_first() {
        assertThat(RouteTemplate.parse("a/b").precedence())
                .isLessThan(RouteTemplate.parse("a/{x:int}").precedence());
        assertThat(RouteTemplate.parse("a/{x:int}").precedence())
                .isLessThan(RouteTemplate.parse("a/{x}").precedence());
        assertThat(RouteTemplate.parse("a/{x}").precedence())
                .isLessThan(RouteTemplate.parse("a/{*x}").precedence());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{*rest}/more", "a/{x:unknown}", "a/{unclosed", "a/{x:length(y)}"})
    void nonsense_is_refused(String template) {
        assertThatThrownBy(() -> RouteTemplate.parse(template)).isInstanceOf(IllegalArgumentException.class);
    }
}
