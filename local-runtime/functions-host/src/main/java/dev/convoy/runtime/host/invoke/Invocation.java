package dev.convoy.runtime.host.invoke;

import dev.convoy.runtime.host.discovery.FunctionDefinition;
import dev.convoy.runtime.host.rpc.TypedData;
import java.util.Map;

/** One call of a function: the trigger's value, what the trigger knows beside it, the trace it belongs to, and which attempt it is. */
public record Invocation(
        FunctionDefinition function,
        TypedData trigger,
        Map<String, TypedData> metadata,
        TraceParent trace,
        Attempt attempt) {

    public Invocation {
        metadata = Map.copyOf(metadata);
    }

    /** A first attempt within a trace of its own. */
    public static Invocation of(FunctionDefinition function, TypedData trigger, Map<String, TypedData> metadata) {
        return new Invocation(function, trigger, metadata, TraceParent.root(), Attempt.FIRST);
    }

    public Invocation within(TraceParent newTrace) {
        return new Invocation(function, trigger, metadata, newTrace, attempt);
    }

    public Invocation as(Attempt newAttempt) {
        return new Invocation(function, trigger, metadata, trace, newAttempt);
    }

    /** Which retry this is (zero for the first call), how many there may be, and what the last one failed of. */
    public record Attempt(int retry, int maxRetries, String lastFailure) {

        public static final Attempt FIRST = new Attempt(0, 0, "");
    }
}
