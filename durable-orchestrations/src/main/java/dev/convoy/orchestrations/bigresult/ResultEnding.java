package dev.convoy.orchestrations.bigresult;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.bigresult.Manifest;
import dev.convoy.contracts.bigresult.Md5;
import dev.convoy.contracts.bigresult.ResultCompleted;
import dev.convoy.contracts.bigresult.ResultDocument;
import dev.convoy.contracts.bigresult.ResultError;
import dev.convoy.contracts.bigresult.ResultNames;
import dev.convoy.contracts.bigresult.ResultProblem;
import dev.convoy.contracts.bigresult.ResultStage;
import dev.convoy.contracts.bigresult.ResultStatus;
import dev.convoy.contracts.bigresult.SeriesSpec;
import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.event.EventIds;
import dev.convoy.contracts.event.MessageType;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.outbox.Destination;
import dev.convoy.contracts.outbox.OutboxEntry;
import dev.convoy.contracts.topology.Entities;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * How a transaction ends without its result, and what documents and messages go with each end. Message ids follow from the transaction, so ending twice says it
 * once. Pure.
 */
record ResultEnding(ResultStatus status, ResultError error, ResultStage stage, String detail) {

    static ResultEnding abandoned() {
        return new ResultEnding(
                ResultStatus.Abandoned, ResultError.Abandoned, ResultStage.Awaiting, "the client gave it up");
    }

    static ResultEnding headerMissing() {
        return new ResultEnding(
                ResultStatus.TimedOut, ResultError.HeaderMissing, ResultStage.Awaiting, "its header did not come");
    }

    static ResultEnding awaitTimedOut() {
        return new ResultEnding(
                ResultStatus.TimedOut,
                ResultError.AwaitTimedOut,
                ResultStage.Awaiting,
                "its chunks did not come in time");
    }

    static ResultEnding completionTimedOut() {
        return new ResultEnding(
                ResultStatus.TimedOut,
                ResultError.CompletionTimedOut,
                ResultStage.Completing,
                "everything came, but it could not be completed in time");
    }

    ResultDocument of(ResultDocument result, Instant now) {
        return changed(result, document -> {
            document.put("status", status.name());
            document.put("endedAt", now.toString());
            document.putObject("outcome").put("error", error.name()).put("detail", detail);
        });
    }

    /** The notice; and, since its chunks were taken off their queue long ago, a parked message that stands for them if their header never came. */
    List<OutboxEntry> messages(ResultDocument ended) {
        List<OutboxEntry> messages = new ArrayList<>();
        ResultProblem problem = new ResultProblem(
                ended.transactionId(),
                ended.clientId(),
                error,
                stage,
                true,
                false,
                null,
                0,
                detail,
                Objects.requireNonNull(ended.endedAt()));
        messages.add(notice(ended, MessageTypes.RESULT_PROBLEM, error.name(), problem));
        if (error == ResultError.HeaderMissing && !ended.claims().isEmpty()) {
            messages.add(parked(ended, messages.getFirst()));
        }
        return messages;
    }

    private OutboxEntry parked(ResultDocument ended, OutboxEntry notice) {
        String series = ended.claims().stream()
                .map(SeriesSpec::name)
                .map(Object::toString)
                .collect(Collectors.joining(", "));
        return new OutboxEntry(
                EventIds.of(MessageTypes.RESULT_PROBLEM, ended.id(), "parked"),
                new Destination(Entities.PARKED_MESSAGES),
                "parked",
                notice.type(),
                notice.body(),
                Map.of(
                        "origin",
                        Entities.RESULT_PAYLOADS,
                        "reason",
                        error + ": chunks of " + series + " were received, " + detail,
                        "messageId",
                        ended.id()));
    }

    static ResultDocument sealed(ResultDocument result, Instant completeBy) {
        return changed(result, document -> {
            document.put("status", ResultStatus.SendingCompletion.name());
            document.put("completeBy", completeBy.toString());
        });
    }

    static ResultDocument completed(ResultDocument result, Instant now, Md5 manifest) {
        return changed(result, document -> {
            document.put("status", ResultStatus.Completed.name());
            document.put("endedAt", now.toString());
            document.put("manifestMd5", manifest.value());
        });
    }

    static ResultDocument purged(ResultDocument result, Instant now, Duration kept) {
        return changed(result, document -> {
            document.put("purgedAt", now.toString());
            document.put("ttl", kept.toSeconds());
        });
    }

    static OutboxEntry completion(ResultDocument completed, Manifest manifest) {
        ResultCompleted event = new ResultCompleted(
                completed.transactionId(),
                completed.clientId(),
                manifest.series().size(),
                manifest.series().stream()
                        .mapToLong(Manifest.Series::totalCount)
                        .sum(),
                manifest.series().stream()
                        .mapToLong(Manifest.Series::lengthBytes)
                        .sum(),
                ResultNames.manifestBlob(completed.transactionId()),
                Objects.requireNonNull(completed.manifestMd5()),
                Objects.requireNonNull(completed.endedAt()));
        return notice(completed, MessageTypes.RESULT_COMPLETED, "", event);
    }

    private static <T> OutboxEntry notice(ResultDocument result, MessageType<T> type, String qualifier, T data) {
        String subject = result.transactionId().value();
        Envelope<T> envelope = new Envelope<>(
                EventIds.of(type, subject, qualifier),
                type,
                subject,
                Objects.requireNonNull(result.endedAt()),
                null,
                result.correlationId(),
                result.correlationId(),
                data);
        return OutboxEntry.of(
                envelope,
                new Destination(Entities.RESULT_NOTIFICATIONS),
                Map.of(ResultNames.CLIENT_ID, result.clientId().value(), ResultNames.TRANSACTION_ID, subject));
    }

    private static ResultDocument changed(ResultDocument result, Consumer<ObjectNode> change) {
        ObjectNode document = Json.tree(result);
        change.accept(document);
        return Json.read(document, ResultDocument.class);
    }
}
