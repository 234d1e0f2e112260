package dev.convoy.runtime.host.discovery;

import java.util.List;
import java.util.Optional;

/** One function of a staged app: its folder's name, where its code is, its one trigger among its bindings. */
public record FunctionDefinition(
        String name,
        String scriptFile,
        String entryPoint,
        Binding trigger,
        List<Binding> bindings,
        Optional<RetryPolicy> retry) {

    public FunctionDefinition {
        bindings = List.copyOf(bindings);
    }

    /** Bindings that bring values in besides the trigger. */
    public List<Binding> inputs() {
        return bindings.stream()
                .filter(binding -> !binding.isTrigger() && binding.direction() != Binding.Direction.OUT)
                .toList();
    }

    /** Bindings that carry values out. */
    public List<Binding> outputs() {
        return bindings.stream().filter(Binding::isOutput).toList();
    }
}
