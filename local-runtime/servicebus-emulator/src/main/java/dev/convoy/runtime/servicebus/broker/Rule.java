package dev.convoy.runtime.servicebus.broker;

import java.util.Optional;

/** A named filter of a subscription, and what it changes in what it lets through. */
public record Rule(String name, Filter filter, Optional<SqlAction> action) {

    /** The name of the rule that a new subscription has. */
    public static final String DEFAULT_NAME = "$Default";

    /** A rule that changes nothing. */
    public Rule(String name, Filter filter) {
        this(name, filter, Optional.empty());
    }

    /** The rule of a subscription that nobody has given rules to. */
    public static Rule defaultRule() {
        return new Rule(DEFAULT_NAME, new Filter.True());
    }
}
