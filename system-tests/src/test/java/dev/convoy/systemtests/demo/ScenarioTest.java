package dev.convoy.systemtests.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.convoy.runtime.junit.LocalAzure;
import dev.convoy.runtime.stack.Component;
import dev.convoy.runtime.stack.LocalStack;
import dev.convoy.systemtests.books.BooksClient;
import dev.convoy.systemtests.books.Findings;
import dev.convoy.systemtests.client.OrdersClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The demo's scenarios of the ordinary house, on the same staged apps; afterwards the books must balance. */
@LocalAzure(Component.APPS)
class ScenarioTest {

    private static final Duration OUTAGE = Duration.ofSeconds(5);
    private static final Duration SETTLING = Duration.ofSeconds(60);

    @ParameterizedTest
    @MethodSource("scenarios")
    void it_comes_out_right(Scenario scenario, LocalStack stack) {
        try (OrdersClient orders = new OrdersClient(stack.app("functions").url())) {
            Stage stage = new Stage(stack, orders, new Teller(System.out)).withOutage(OUTAGE);

            assertThatCode(() -> scenario.play(stage)).doesNotThrowAnyException();
        }
    }

    @AfterAll
    static void the_books_balance(LocalStack stack) {
        checkBooks(stack);
    }

    static List<Scenario> scenarios() {
        return Scenario.in(House.ORDINARY);
    }

    static void checkBooks(LocalStack stack) {
        try (OrdersClient orders = new OrdersClient(stack.app("functions").url())) {
            Findings findings = new BooksClient(orders, "").check(SETTLING);

            assertThat(findings.problems()).isEmpty();
            assertThat(findings.underWay()).as("orders under way").isZero();
        }
    }
}
