package dev.convoy.runtime.host.binding;

import dev.convoy.runtime.host.discovery.Binding;
import dev.convoy.runtime.host.discovery.FunctionDefinition;
import dev.convoy.runtime.host.discovery.StagedApp;
import dev.convoy.runtime.host.invoke.FunctionBindings;
import dev.convoy.runtime.host.invoke.HubAddress;
import dev.convoy.runtime.host.invoke.InputBinding;
import dev.convoy.runtime.host.invoke.OutputBinding;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Makes every in and out binding of an app, and closes them. */
public final class Bindings implements AutoCloseable {

    private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final FunctionBindings functionBindings;
    private final Optional<HubAddress> hub;
    private final String publicUrl;
    private final Clock clock;
    private final boolean base64Queues;

    /** @throws dev.convoy.runtime.host.discovery.BrokenAppException naming the first binding that is not right or not known */
    public Bindings(StagedApp app, Optional<HubAddress> hub, String publicUrl, Clock clock) {
        this.hub = hub;
        this.publicUrl = publicUrl;
        this.clock = clock;
        base64Queues = app.host()
                .extension("queues")
                .text("messageEncoding")
                .filter("none"::equalsIgnoreCase)
                .isEmpty();
        Map<String, Map<String, InputBinding>> inputs = new HashMap<>();
        Map<String, Map<String, OutputBinding>> outputs = new HashMap<>();
        for (FunctionDefinition function : app.functions()) {
            for (Binding binding : function.inputs()) {
                inputs.computeIfAbsent(function.name(), name -> new LinkedHashMap<>())
                        .put(binding.name(), input(binding));
            }
            for (Binding binding : function.outputs()) {
                output(binding)
                        .ifPresent(output -> outputs.computeIfAbsent(function.name(), name -> new LinkedHashMap<>())
                                .put(binding.name(), output));
            }
        }
        functionBindings = new FunctionBindings(inputs, outputs, blocking);
    }

    public FunctionBindings functionBindings() {
        return functionBindings;
    }

    @Override
    public void close() throws Exception {
        blocking.shutdownNow();
        for (AutoCloseable closeable : open) {
            closeable.close();
        }
    }

    private InputBinding input(Binding binding) {
        return switch (binding.type().toLowerCase(Locale.ROOT)) {
            case "durableclient" ->
                new DurableClientInput(
                        binding,
                        hub.orElseThrow(() -> binding.fields()
                                .broken("type", "needs a task hub, but the host was started without one")),
                        publicUrl);
            case "blob" -> new BlobInput(binding, clock);
            case "cosmosdb" -> closing(new CosmosInput(binding, clock));
            default -> throw unknown(binding);
        };
    }

    /** The output, unless the trigger itself takes it, as HTTP does. */
    private Optional<OutputBinding> output(Binding binding) {
        return switch (binding.type().toLowerCase(Locale.ROOT)) {
            case "http" -> Optional.empty();
            case "servicebus" -> Optional.of(closing(new ServiceBusOutput(binding)));
            case "blob" -> Optional.of(new BlobOutput(binding, clock));
            case "queue" -> Optional.of(new QueueOutput(binding, base64Queues));
            case "cosmosdb" -> Optional.of(closing(new CosmosOutput(binding)));
            default -> throw unknown(binding);
        };
    }

    private <T extends AutoCloseable> T closing(T closeable) {
        open.add(closeable);
        return closeable;
    }

    private static RuntimeException unknown(Binding binding) {
        return binding.fields().broken("type", "is a binding this host does not know: " + binding.type());
    }
}
