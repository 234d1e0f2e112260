package dev.convoy.runtime.host.invoke;

import dev.convoy.runtime.host.discovery.FunctionDefinition;
import dev.convoy.runtime.host.rpc.InvocationRequest;
import dev.convoy.runtime.host.rpc.ParameterBinding;
import dev.convoy.runtime.host.rpc.TypedData;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * The in and out bindings of every function, by function and binding name. Inputs are read before the call and outputs written after it,
 * in the order of their declaration; a failure of either is a failure of the invocation.
 */
public final class FunctionBindings {

    private static final String RETURN = "$return";

    private final Map<String, Map<String, InputBinding>> inputs;
    private final Map<String, Map<String, OutputBinding>> outputs;
    private final Executor blocking;

    /** {@code blocking} is where reading and writing happens. */
    public FunctionBindings(
            Map<String, Map<String, InputBinding>> inputs,
            Map<String, Map<String, OutputBinding>> outputs,
            Executor blocking) {
        this.inputs = Map.copyOf(inputs);
        this.outputs = Map.copyOf(outputs);
        this.blocking = blocking;
    }

    boolean needed(FunctionDefinition function) {
        return inputs.containsKey(function.name()) || outputs.containsKey(function.name());
    }

    CompletableFuture<Outcome> around(
            Invocation invocation,
            InvocationRequest.Builder request,
            Function<InvocationRequest, CompletableFuture<Outcome>> call) {
        Map<String, InputBinding> reading =
                inputs.getOrDefault(invocation.function().name(), Map.of());
        CompletableFuture<Outcome> called = reading.isEmpty()
                ? call.apply(request.build())
                : CompletableFuture.supplyAsync(() -> read(invocation, request, reading), blocking)
                        .thenCompose(failed -> failed.isEmpty()
                                ? call.apply(request.build())
                                : CompletableFuture.completedFuture(failed.get()));
        return called.thenCompose(outcome -> write(invocation, outcome));
    }

    private static java.util.Optional<Outcome> read(
            Invocation invocation, InvocationRequest.Builder request, Map<String, InputBinding> reading) {
        for (Map.Entry<String, InputBinding> input : reading.entrySet()) {
            try {
                request.addInputData(ParameterBinding.newBuilder()
                        .setName(input.getKey())
                        .setData(input.getValue().read(invocation)));
            } catch (Exception failure) {
                return java.util.Optional.of(failed("input " + input.getKey(), failure));
            }
        }
        return java.util.Optional.empty();
    }

    private CompletableFuture<Outcome> write(Invocation invocation, Outcome outcome) {
        Map<String, OutputBinding> writing =
                outputs.getOrDefault(invocation.function().name(), Map.of());
        if (writing.isEmpty() || !(outcome instanceof Outcome.Succeeded succeeded)) {
            return CompletableFuture.completedFuture(outcome);
        }
        return CompletableFuture.supplyAsync(() -> write(invocation, succeeded, writing), blocking);
    }

    private static Outcome write(
            Invocation invocation, Outcome.Succeeded succeeded, Map<String, OutputBinding> writing) {
        for (Map.Entry<String, OutputBinding> output : writing.entrySet()) {
            TypedData value = output.getKey().equals(RETURN)
                    ? succeeded.returnValue().orElse(TypedData.getDefaultInstance())
                    : succeeded.outputs().getOrDefault(output.getKey(), TypedData.getDefaultInstance());
            if (isNothing(value)) {
                continue;
            }
            try {
                output.getValue().write(invocation, value);
            } catch (Exception failure) {
                return failed("output " + output.getKey(), failure);
            }
        }
        return succeeded;
    }

    private static boolean isNothing(TypedData value) {
        return switch (value.getDataCase()) {
            case DATA_NOT_SET -> true;
            case JSON -> value.getJson().equals("null");
            default -> false;
        };
    }

    private static Outcome.Failed failed(String what, Exception failure) {
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        StringWriter stack = new StringWriter();
        failure.printStackTrace(new PrintWriter(stack));
        return new Outcome.Failed(
                failure.getClass().getSimpleName() + ": " + what + " failed: " + failure.getMessage(),
                stack.toString());
    }
}
