package dev.convoy.functions.bigresult.intake;

import dev.convoy.contracts.bigresult.ResultNames;
import dev.convoy.contracts.bigresult.ResultProblem;
import dev.convoy.contracts.bigresult.ResultStage;
import dev.convoy.contracts.bigresult.SeriesName;
import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.event.Envelopes;
import dev.convoy.contracts.event.EventIds;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.id.ClientId;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.contracts.outbox.Destination;
import dev.convoy.contracts.outbox.OutboxEntry;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.functions.bigresult.state.TransactionBook;
import dev.convoy.functions.platform.inbox.ParkingLot;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What cannot be taken: its sender is told through the outbox, under an id that follows from the message, then the message is parked. Doing it again tells
 * nobody anything new. Stateless.
 */
final class Refusals {

    private final TransactionBook book;
    private final ParkingLot parking;
    private final Clock clock;

    Refusals(TransactionBook book, ParkingLot parking, Clock clock) {
        this.book = book;
        this.parking = parking;
        this.clock = clock;
    }

    /** Who sent what about which transaction, and which chunk if it was one. */
    record Subject(
            TransactionId transactionId,
            ClientId sender,
            ResultStage stage,
            @Nullable SeriesName series,
            long ordinal) {}

    void refuse(Arrival arrival, Refusal refusal) {
        var chunk = arrival.chunk();
        Subject subject = new Subject(
                chunk.transactionId(), chunk.clientId(), ResultStage.ChunkIntake, chunk.series(), chunk.ordinal());
        refuse(arrival.message(), Entities.RESULT_PAYLOADS, subject, refusal);
    }

    /** Tells the sender, then parks the message. */
    void refuse(Envelope<?> message, String origin, Subject subject, Refusal refusal) {
        tell(message, subject, refusal);
        parking.park(origin, message.id(), Envelopes.write(message), refusal.error() + ": " + refusal.detail());
    }

    /** Parks a message that is none of ours. */
    void parkUnexpected(Envelope<?> message, String origin) {
        parking.park(
                origin,
                message.id(),
                Envelopes.write(message),
                origin + " does not take " + message.type().name());
    }

    private void tell(Envelope<?> message, Subject subject, Refusal refusal) {
        Instant now = clock.instant();
        ResultProblem problem = new ResultProblem(
                subject.transactionId(),
                subject.sender(),
                refusal.error(),
                subject.stage(),
                false,
                refusal.retryable(),
                subject.series(),
                subject.ordinal(),
                refusal.detail(),
                now);
        String qualifier = message.id() + "/" + refusal.error() + "/" + subject.series();
        Envelope<ResultProblem> notice = new Envelope<>(
                EventIds.of(MessageTypes.RESULT_PROBLEM, subject.transactionId().value(), qualifier),
                MessageTypes.RESULT_PROBLEM,
                subject.transactionId().value(),
                now,
                message.traceparent(),
                message.correlationId(),
                message.id(),
                problem);
        Map<String, String> properties = Map.of(
                ResultNames.CLIENT_ID, subject.sender().value(),
                ResultNames.TRANSACTION_ID, subject.transactionId().value());
        book.publish(
                subject.transactionId(),
                OutboxEntry.of(notice, new Destination(Entities.RESULT_NOTIFICATIONS), properties));
    }
}
