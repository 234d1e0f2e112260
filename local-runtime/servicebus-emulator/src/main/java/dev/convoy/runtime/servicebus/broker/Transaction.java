package dev.convoy.runtime.servicebus.broker;

import dev.convoy.runtime.servicebus.message.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests that take effect together or not at all ("Service Bus transaction processing"). Until it is committed nothing in it is
 * visible: messages sent are not there, messages settled stay locked. Dropping it is its rollback. Confined to the broker's thread.
 */
public final class Transaction {

    /** More steps than this are refused: what is staged is held in memory. */
    static final int MAX_STEPS = 10_000;

    private final List<Step> steps = new ArrayList<>();
    private boolean spoiled;

    Transaction() {}

    /** One request of a transaction. */
    sealed interface Step {

        int messageCount();

        /** Messages for an entity. */
        record Send(String entity, List<Message> messages) implements Step {
            @Override
            public int messageCount() {
                return messages.size();
            }
        }

        /** Messages for an entity that were given their numbers already. */
        record Schedule(String entity, List<Message> messages, List<Long> sequences) implements Step {
            @Override
            public int messageCount() {
                return messages.size();
            }
        }

        /** The end of a delivery. */
        record Settle(MessageQueue queue, LockToken token, Disposition disposition) implements Step {
            @Override
            public int messageCount() {
                return 1;
            }
        }
    }

    /** Messages sent and settled in it so far. */
    int messages() {
        return steps.stream().mapToInt(Step::messageCount).sum();
    }

    List<Step> steps() {
        return steps;
    }

    /** A step that was refused must not be left out silently: the transaction cannot be committed any more. */
    void spoil() {
        spoiled = true;
    }

    boolean isSpoiled() {
        return spoiled;
    }
}
