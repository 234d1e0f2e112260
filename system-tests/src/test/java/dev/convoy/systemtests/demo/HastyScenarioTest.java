package dev.convoy.systemtests.demo;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.convoy.runtime.stack.LocalStack;
import dev.convoy.runtime.stack.StackSettings;
import dev.convoy.runtime.stack.WorkPlace;
import dev.convoy.runtime.stack.WorkerOptions;
import dev.convoy.runtime.stack.description.StackDescription;
import dev.convoy.systemtests.client.OrdersClient;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The demo's scenarios that need deadlines of seconds or mail by SMTP, on a stack with such settings. */
class HastyScenarioTest {

    private static int mailPort;
    private static LocalStack stack;

    @BeforeAll
    static void start() {
        WorkPlace place = WorkPlace.current();
        mailPort = MailServer.freePort();
        StackDescription description = House.HASTY.furnish(StackDescription.read(place.stackFile()), mailPort);
        stack = LocalStack.start(StackSettings.defaults(description, place.work())
                .withWorkerOptions(WorkerOptions.defaults())
                .withFreePorts());
    }

    @AfterAll
    static void the_books_balance_and_the_stack_stops() {
        try {
            ScenarioTest.checkBooks(stack);
        } finally {
            stack.close();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void it_comes_out_right(Scenario scenario) {
        try (OrdersClient orders = new OrdersClient(stack.app("functions").url())) {
            Stage stage = new Stage(stack, orders, new Teller(System.out)).withMailPort(mailPort);

            assertThatCode(() -> scenario.play(stage)).doesNotThrowAnyException();
        }
    }

    static List<Scenario> scenarios() {
        return Scenario.in(House.HASTY);
    }
}
