package dev.convoy.runtime.servicebus.broker;

/** A named filter of a subscription. */
public record Rule(String name, Filter filter) {

    /** The name of the rule that a new subscription has. */
    public static final String DEFAULT_NAME = "$Default";

    /** The rule of a subscription that nobody has given rules to. */
    public static Rule defaultRule() {
        return new Rule(DEFAULT_NAME, new Filter.True());
    }
}
