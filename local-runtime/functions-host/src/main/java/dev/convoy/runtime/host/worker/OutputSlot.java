package dev.convoy.runtime.host.worker;

import com.microsoft.azure.functions.OutputBinding;
import org.jspecify.annotations.Nullable;

/** One output of one invocation, to be filled by the function. Confined to the invocation's thread. */
final class OutputSlot implements OutputBinding<Object> {

    private final boolean http;
    private @Nullable Object value;

    OutputSlot(boolean http) {
        this.http = http;
        value = http ? new HttpResponse() : null;
    }

    @Override
    @SuppressWarnings("NullAway") // the interface is not annotated; unset is null
    public Object getValue() {
        return value;
    }

    @Override
    public void setValue(@Nullable Object newValue) {
        value = newValue;
    }

    dev.convoy.runtime.host.rpc.TypedData toWire() {
        return http ? WireEncoder.encodeHttp(value) : WireEncoder.encode(value);
    }
}
