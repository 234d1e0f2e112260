package dev.convoy.runtime.servicebus.broker;

import dev.convoy.runtime.servicebus.message.Message;
import dev.convoy.runtime.servicebus.message.MessageView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What a subscription's rules make of a message. Stateless. */
final class Rules {

    private Rules() {}

    /** The copies that the subscription gets: one for all matching rules that change nothing, and one for each that does. */
    static List<Message> copies(Collection<Rule> rules, MessageView message) {
        List<Message> copies = new ArrayList<>(1);
        boolean plain = false;
        for (Rule rule : rules) {
            SqlAction action = rule.action().orElse(null);
            if (action == null && plain || !rule.filter().matches(message)) {
                continue;
            }
            plain |= action == null;
            copies.add(action == null ? message.message() : action.apply(message.message()));
        }
        return copies;
    }
}
