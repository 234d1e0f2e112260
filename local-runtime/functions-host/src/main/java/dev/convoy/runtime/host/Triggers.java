package dev.convoy.runtime.host;

import dev.convoy.runtime.host.discovery.Binding;
import dev.convoy.runtime.host.discovery.FunctionDefinition;
import dev.convoy.runtime.host.discovery.StagedApp;
import dev.convoy.runtime.host.invoke.FunctionInvoker;
import dev.convoy.runtime.host.invoke.HubAddress;
import dev.convoy.runtime.host.log.HostLog;
import dev.convoy.runtime.host.trigger.Retries;
import dev.convoy.runtime.host.trigger.Trigger;
import dev.convoy.runtime.host.trigger.cosmos.CosmosTrigger;
import dev.convoy.runtime.host.trigger.durable.DurableTrigger;
import dev.convoy.runtime.host.trigger.http.FunctionKeys;
import dev.convoy.runtime.host.trigger.http.HttpServer;
import dev.convoy.runtime.host.trigger.http.HttpTrigger;
import dev.convoy.runtime.host.trigger.servicebus.ServiceBusTriggers;
import dev.convoy.runtime.host.trigger.storage.BlobTrigger;
import dev.convoy.runtime.host.trigger.storage.QueueTrigger;
import dev.convoy.runtime.host.trigger.timer.TimerTrigger;
import dev.convoy.runtime.kit.time.Timers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes the triggers of an app: schedules and retries go by {@code timers}, connections by the {@code machine}'s time. */
record Triggers(
        StagedApp app,
        FunctionInvoker invoker,
        HostLog log,
        Timers timers,
        Timers machine,
        Optional<HubAddress> hub,
        Optional<FunctionKeys> keys) {

    /** HTTP first, which also serves an app without HTTP functions. */
    List<Trigger> all(HttpServer server, String authority) {
        List<Trigger> triggers = new ArrayList<>();
        Retries retries = new Retries(timers, log);
        HttpTrigger http = new HttpTrigger(
                server,
                app,
                invoker,
                authority,
                hub.map(HubAddress::managementUrl),
                keys,
                invocation -> retries.run(invocation.function(), invocation, invoker));
        http.describe().forEach(log::info);
        triggers.add(http);
        ServiceBusTriggers bus = new ServiceBusTriggers(app.host().serviceBus(), invoker, log, timers.clock());
        for (FunctionDefinition function : app.functions()) {
            trigger(function, retries, bus).ifPresent(triggers::add);
        }
        hub.map(address -> new DurableTrigger(app, address, invoker, log, machine))
                .ifPresent(triggers::add);
        return triggers;
    }

    private Optional<Trigger> trigger(FunctionDefinition function, Retries retries, ServiceBusTriggers bus) {
        Binding trigger = function.trigger();
        return switch (trigger.type().toLowerCase(Locale.ROOT)) {
            case "httptrigger" -> Optional.empty();
            case "orchestrationtrigger", "activitytrigger" -> {
                if (hub.isEmpty()) {
                    throw trigger.fields().broken("type", "needs a task hub, but the host was started without one");
                }
                yield Optional.empty();
            }
            case "servicebustrigger" -> Optional.of(bus.of(function));
            case "timertrigger" -> Optional.of(new TimerTrigger(function, invoker, retries, timers));
            case "cosmosdbtrigger" -> Optional.of(new CosmosTrigger(function, invoker, retries, log, timers));
            case "queuetrigger" ->
                Optional.of(new QueueTrigger(function, app.host().extension("queues"), invoker, log, machine));
            case "blobtrigger" ->
                Optional.of(new BlobTrigger(function, app.host().extension("blobs"), invoker, log, machine));
            default -> throw trigger.fields().broken("type", "is a trigger this host does not know: " + trigger.type());
        };
    }
}
