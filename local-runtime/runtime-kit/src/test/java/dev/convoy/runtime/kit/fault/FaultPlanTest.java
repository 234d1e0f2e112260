package dev.convoy.runtime.kit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

    @Test
    void the_same_seed_strikes_at_the_same_opportunities_whatever_happens_elsewhere() {
        List<FaultRule> rules = List.of(FaultRule.of(Fault.DELAY, "*", 0.3));
        FaultPlan first = new FaultPlan(7, rules);
        FaultPlan second = new FaultPlan(7, rules);
        IntStream.range(0, 50).forEach(i -> second.draw(Fault.DELAY, "elsewhere"));

        assertThat(strikes(first, "orders")).isEqualTo(strikes(second, "orders"));
        assertThat(strikes(new FaultPlan(8, rules), "orders")).isNotEqualTo(strikes(new FaultPlan(7, rules), "orders"));
    }

    @Test
    void a_rule_strikes_about_as_often_as_it_says_and_only_what_it_names() {
        FaultPlan plan = new FaultPlan(1, List.of(FaultRule.of(Fault.THROTTLE, "payment-*", 0.25)));

        long struck = IntStream.range(0, 4000)
                .filter(i -> plan.draw(Fault.THROTTLE, "Payment-commands").isPresent())
                .count();

        assertThat(struck).isBetween(850L, 1150L);
        assertThat(plan.draw(Fault.THROTTLE, "orders")).isEmpty();
        assertThat(plan.draw(Fault.DELAY, "payment-commands")).isEmpty();
        assertThat(plan.occurred()).containsEntry("THROTTLE payment-commands", struck);
    }

    @Test
    void a_limit_holds() {
        FaultPlan plan =
                new FaultPlan(1, List.of(FaultRule.of(Fault.DROP_AFTER, "q", 1).atMost(2)));

        assertThat(strikes(plan, "q", Fault.DROP_AFTER)).containsExactly(0, 1);
    }

    @Test
    void nonsense_is_refused() {
        assertThatThrownBy(() -> FaultRule.of(Fault.DELAY, "q", 1.5)).hasMessageContaining("probability");
        assertThatThrownBy(() -> FaultRule.of(Fault.DELAY, "q", Double.NaN)).hasMessageContaining("probability");
    }

    private static List<Integer> strikes(FaultPlan plan, String target) {
        return strikes(plan, target, Fault.DELAY);
    }

    private static List<Integer> strikes(FaultPlan plan, String target, Fault fault) {
        return IntStream.range(0, 200)
                .filter(i -> plan.draw(fault, target).isPresent())
                .boxed()
                .toList();
    }
}
