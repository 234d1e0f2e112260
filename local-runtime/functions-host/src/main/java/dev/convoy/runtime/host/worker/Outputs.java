package dev.convoy.runtime.host.worker;

import com.microsoft.azure.functions.HttpResponseMessage;
import dev.convoy.runtime.host.rpc.InvocationResponse;
import dev.convoy.runtime.host.rpc.ParameterBinding;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The outputs of one invocation. A name needs an out binding in {@code function.json}, the return value likewise unless the trigger
 * implies one; an unset output goes out as JSON null. Confined to the invocation's thread.
 */
final class Outputs {

    private static final String RETURN = "$return";

    private final Set<String> allowed;
    private final Map<String, OutputSlot> slots = new HashMap<>();

    Outputs(Set<String> allowed) {
        this.allowed = allowed;
    }

    @Nullable
    OutputSlot open(String name) {
        return allowed.contains(name) ? slots.computeIfAbsent(name, ignored -> new OutputSlot(false)) : null;
    }

    void openReturn(Class<?> type, boolean implied) {
        if (implied || allowed.contains(RETURN)) {
            slots.put(RETURN, new OutputSlot(HttpResponseMessage.class.isAssignableFrom(type)));
        }
    }

    void setReturn(@Nullable Object value) {
        OutputSlot slot = slots.get(RETURN);
        if (slot != null) {
            slot.setValue(value);
        }
    }

    void writeTo(InvocationResponse.Builder response) {
        slots.forEach((name, slot) -> {
            if (name.equals(RETURN)) {
                response.setReturnValue(slot.toWire());
            } else {
                response.addOutputData(
                        ParameterBinding.newBuilder().setName(name).setData(slot.toWire()));
            }
        });
    }
}
