package dev.convoy.runtime.servicebus.broker;

import dev.convoy.runtime.servicebus.broker.Refusal.Reason;
import dev.convoy.runtime.servicebus.message.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stages the steps of transactions and carries them out at commit, in one change of state. Keeps nothing itself. */
final class Transactions {

    private final Ledger ledger;
    private final Sending sending;
    private final Settling settling;

    Transactions(Ledger ledger, Sending sending, Settling settling) {
        this.ledger = ledger;
        this.sending = sending;
        this.settling = settling;
    }

    Outcome<List<Long>> send(Transaction transaction, String entity, List<Message> messages) {
        if (sending.target(entity, messages) instanceof Outcome.Refused<Entity>(Refusal refusal)) {
            transaction.spoil();
            return new Outcome.Refused<>(refusal);
        }
        return stage(transaction, new Transaction.Step.Send(entity, messages), List.of());
    }

    Outcome<List<Long>> schedule(Transaction transaction, String path, List<Message> messages) {
        return switch (sending.target(path, messages)) {
            case Outcome.Refused<Entity>(Refusal refusal) -> {
                transaction.spoil();
                yield new Outcome.Refused<>(refusal);
            }
            case Outcome.Done<Entity>(Entity entity) -> {
                List<Long> sequences = new ArrayList<>();
                for (int i = 0; i < messages.size(); i++) {
                    long sequence = entity.main.nextSequence();
                    ledger.record(new Change.SequenceReached(entity.main.id(), sequence + 1));
                    sequences.add(sequence);
                }
                yield stage(transaction, new Transaction.Step.Schedule(path, messages, sequences), sequences);
            }
        };
    }

    Outcome<Long> settle(
            Transaction transaction, MessageQueue queue, LockToken token, Disposition disposition, long nowMillis) {
        Outcome<Long> held = settling.held(queue, token, nowMillis);
        if (held instanceof Outcome.Refused<Long>) {
            transaction.spoil();
            return held;
        }
        return stage(transaction, new Transaction.Step.Settle(queue, token, disposition), 0L);
    }

    Outcome<Boolean> commit(Transaction transaction, long nowMillis) {
        if (transaction.isSpoiled()) {
            return Outcome.refused(Reason.INVALID, "A step of the transaction was refused; it is rolled back.");
        }
        for (Transaction.Step step : transaction.steps()) {
            Refusal refusal = refusalOf(step, nowMillis);
            if (refusal != null) {
                return new Outcome.Refused<>(refusal);
            }
        }
        transaction.steps().forEach(step -> carryOut(step, nowMillis));
        return Outcome.done(true);
    }

    private <T> Outcome<T> stage(Transaction transaction, Transaction.Step step, T answer) {
        Refusal refusal = ledger.quotas.ofTransaction(transaction, step.messageCount());
        if (refusal != null) {
            transaction.spoil();
            return new Outcome.Refused<>(refusal);
        }
        transaction.steps().add(step);
        return Outcome.done(answer);
    }

    private @Nullable Refusal refusalOf(Transaction.Step step, long nowMillis) {
        Outcome<?> outcome =
                switch (step) {
                    case Transaction.Step.Send it -> sending.target(it.entity(), it.messages());
                    case Transaction.Step.Schedule it -> sending.target(it.entity(), it.messages());
                    case Transaction.Step.Settle it -> settling.held(it.queue(), it.token(), nowMillis);
                };
        return outcome instanceof Outcome.Refused<?>(Refusal refusal) ? refusal : null;
    }

    private void carryOut(Transaction.Step step, long nowMillis) {
        Outcome<?> outcome =
                switch (step) {
                    case Transaction.Step.Send it -> sending.send(it.entity(), it.messages(), nowMillis);
                    case Transaction.Step.Schedule it ->
                        sending.scheduleAs(it.entity(), it.messages(), it.sequences(), nowMillis);
                    case Transaction.Step.Settle it ->
                        settling.settle(it.queue(), it.token(), it.disposition(), nowMillis);
                };
        if (outcome instanceof Outcome.Refused<?>(Refusal refusal)) {
            throw new IllegalStateException("a step that was checked is refused: " + refusal);
        }
    }
}
