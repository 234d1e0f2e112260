package dev.convoy.runtime.servicebus.broker;

import dev.convoy.runtime.servicebus.message.Message;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What a subscription's rules make of a message. Stateless. */
final class Rules {

    private Rules() {}

    /** The copies that the subscription gets: none, one, or one for each matching rule that changes it. */
    static List<Message> copies(Collection<Rule> rules, MessageView message) {
        List<Message> copies = new ArrayList<>(1);
        for (Rule rule : rules) {
            if (copies.isEmpty() && rule.filter().matches(message)) {
                copies.add(message.message());
            }
        }
        return copies;
    }
}
