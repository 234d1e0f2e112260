package dev.convoy.runtime.durable.grpc;

import dev.convoy.runtime.durable.engine.HubBusyException;
import dev.convoy.runtime.durable.engine.HubClosedException;
import dev.convoy.runtime.durable.engine.OperationOutcome;
import dev.convoy.runtime.durable.engine.StartOutcome;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How outcomes and exceptions become gRPC statuses. Stateless. */
final class Replies {

    private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

    private Replies() {}

    /** Makes the call; what it throws at once is its outcome too. */
    static <T> CompletableFuture<T> call(Supplier<CompletableFuture<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException invalid) {
            return CompletableFuture.failedFuture(invalid);
        }
    }

    static <R> void send(StreamObserver<R> observer, CompletableFuture<R> reply) {
        reply.whenComplete((answer, problem) -> {
                    if (problem == null) {
                        observer.onNext(answer);
                        observer.onCompleted();
                    } else if (!isCancelled(problem)) {
                        observer.onError(status(problem));
                    }
                })
                .exceptionally(clientIsGone -> {
                    LOG.atDebug().setCause(clientIsGone).log("Reply could not be sent");
                    return null;
                });
    }

    static <R> R accepted(OperationOutcome outcome, R answer) {
        return switch (outcome) {
            case OperationOutcome.Accepted accepted -> answer;
            case OperationOutcome.NotFound missing ->
                throw Status.NOT_FOUND
                        .withDescription("no instance with the id " + missing.id() + " was found")
                        .asRuntimeException();
            case OperationOutcome.AlreadyFinished finished ->
                throw Status.FAILED_PRECONDITION
                        .withDescription("the instance " + finished.id() + " has finished, it is " + finished.status())
                        .asRuntimeException();
        };
    }

    static StatusRuntimeException alreadyExists(StartOutcome.AlreadyExists existing) {
        return Status.ALREADY_EXISTS
                .withDescription(
                        "an instance with the id " + existing.id() + " exists already and is " + existing.status())
                .asRuntimeException();
    }

    private static boolean isCancelled(Throwable problem) {
        return cause(problem) instanceof CancellationException;
    }

    private static StatusRuntimeException status(Throwable problem) {
        Throwable cause = cause(problem);
        if (cause instanceof StatusRuntimeException known) {
            return known;
        }
        Status status =
                switch (cause) {
                    case IllegalArgumentException invalid -> Status.INVALID_ARGUMENT;
                    case HubBusyException busy -> Status.RESOURCE_EXHAUSTED;
                    case HubClosedException closed -> Status.UNAVAILABLE;
                    default -> Status.INTERNAL;
                };
        if (status.getCode() == Status.Code.INTERNAL) {
            LOG.atError().setCause(cause).log("Call failed");
        }
        return status.withDescription(cause.getMessage()).asRuntimeException();
    }

    private static Throwable cause(Throwable problem) {
        return problem instanceof CompletionException && problem.getCause() != null ? problem.getCause() : problem;
    }
}
