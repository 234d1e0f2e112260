package dev.convoy.runtime.host.worker;

import com.microsoft.azure.functions.RetryContext;
import com.microsoft.azure.functions.RpcException;
import com.microsoft.azure.functions.TraceContext;
import com.microsoft.azure.functions.internal.spi.middleware.MiddlewareContext;
import dev.convoy.runtime.host.rpc.InvocationRequest;
import dev.convoy.runtime.host.rpc.ParameterBinding;
import dev.convoy.runtime.host.rpc.RpcLog;
import dev.convoy.runtime.host.rpc.TypedData;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One invocation as the app and its middleware see it. Confined to the invocation's thread, except for the logger. */
final class InvocationContext implements MiddlewareContext {

    private final LoadedFunction function;
    private final InvocationRequest request;
    private final Consumer<RpcLog> logs;
    private final Outputs outputs;
    private final Map<String, TypedData> inputs = new HashMap<>();
    private final Map<String, TypedData> metadata = new HashMap<>();
    private final Map<String, Object> replaced = new HashMap<>();
    private @Nullable Object returnValue;
    private @Nullable Logger logger;

    InvocationContext(LoadedFunction function, InvocationRequest request, Consumer<RpcLog> logs) {
        this.function = function;
        this.request = request;
        this.logs = logs;
        outputs = new Outputs(function.outputNames());
        for (ParameterBinding input : request.getInputDataList()) {
            inputs.put(input.getName(), input.getData());
            if (input.getData().hasHttp()) {
                metadata.put(input.getName(), input.getData());
                metadata.put("$request", input.getData());
            }
        }
    }

    LoadedFunction function() {
        return function;
    }

    Outputs outputs() {
        return outputs;
    }

    /** @throws IllegalStateException if the host sent no such input */
    WireSource input(String name) {
        TypedData data = inputs.get(name);
        if (data == null) {
            throw new IllegalStateException("Cannot find matched parameter name of customer function, please check if"
                    + " customer function is defined correctly: " + name);
        }
        return WireSource.of(data);
    }

    /** @throws IllegalStateException if the trigger's metadata has no such name */
    WireSource metadata(String name) {
        TypedData data = request.getTriggerMetadataOrDefault(name, metadata.get(name));
        if (data == null) {
            throw new IllegalStateException("Cannot find matched @BindingName of customer function, please check if"
                    + " customer function is defined correctly: " + name);
        }
        return WireSource.of(data);
    }

    @Nullable
    Object replacedParameter(String name) {
        return replaced.get(name);
    }

    @Override
    public synchronized Logger getLogger() {
        Logger known = logger;
        if (known == null) {
            known = InvocationLogs.logger(request.getInvocationId(), logs);
            logger = known;
        }
        return known;
    }

    @Override
    public String getInvocationId() {
        return request.getInvocationId();
    }

    @Override
    public String getFunctionName() {
        return function.name();
    }

    @Override
    public TraceContext getTraceContext() {
        return new Trace(
                request.getTraceContext().getTraceParent(),
                request.getTraceContext().getTraceState(),
                request.getTraceContext().getAttributesMap());
    }

    @Override
    public RetryContext getRetryContext() {
        dev.convoy.runtime.host.rpc.RetryContext retry = request.getRetryContext();
        return new Retry(
                retry.getRetryCount(),
                retry.getMaxRetryCount(),
                new Thrown(
                        retry.getException().getSource(),
                        retry.getException().getStackTrace(),
                        retry.getException().getMessage()));
    }

    @Override
    @SuppressWarnings("NullAway") // the interface is not annotated; absent is null
    public String getParameterName(String annotationSimpleName) {
        return function.parameters().stream()
                .filter(parameter -> parameter.hasAnnotation(annotationSimpleName))
                .map(BoundParameter::name)
                .findFirst()
                .orElse(null);
    }

    /** Middleware sees parameters that are texts, and no others. */
    @Override
    @SuppressWarnings("NullAway") // the interface is not annotated; absent is null
    public Object getParameterValue(String name) {
        TypedData data = inputs.get(name);
        return data != null && data.getDataCase() == TypedData.DataCase.STRING ? data.getString() : null;
    }

    @Override
    public void updateParameterValue(String name, Object value) {
        replaced.put(name, value);
    }

    @Override
    @SuppressWarnings("NullAway") // the interface is not annotated; a function may return null
    public Object getReturnValue() {
        return returnValue;
    }

    @Override
    public void updateReturnValue(@Nullable Object value) {
        returnValue = value;
        outputs.setReturn(value);
    }

    private record Trace(String traceparent, String tracestate, Map<String, String> attributes)
            implements TraceContext {

        @Override
        public String getTraceparent() {
            return traceparent;
        }

        @Override
        public String getTracestate() {
            return tracestate;
        }

        @Override
        public Map<String, String> getAttributes() {
            return attributes;
        }
    }

    private record Retry(int count, int max, RpcException exception) implements RetryContext {

        @Override
        public int getRetrycount() {
            return count;
        }

        @Override
        public int getMaxretrycount() {
            return max;
        }

        @Override
        public RpcException getException() {
            return exception;
        }
    }

    private record Thrown(String source, String stacktrace, String message) implements RpcException {

        @Override
        public String getSource() {
            return source;
        }

        @Override
        public String getStacktrace() {
            return stacktrace;
        }

        @Override
        public String getMessage() {
            return message;
        }
    }
}
