package dev.convoy.systemtests.demo;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.convoy.runtime.junit.LocalAzure;
import dev.convoy.runtime.stack.Component;
import dev.convoy.runtime.stack.LocalStack;
import dev.convoy.systemtests.client.OrdersClient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The demo's scenarios, on the same staged apps. */
@LocalAzure(Component.APPS)
class ScenarioTest {

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void it_comes_out_right(Scenario scenario, LocalStack stack) {
        try (OrdersClient orders = new OrdersClient(stack.app("functions").url())) {
            Stage stage = new Stage(stack, orders, new Teller(System.out));

            assertThatCode(() -> scenario.play(stage)).doesNotThrowAnyException();
        }
    }
}
