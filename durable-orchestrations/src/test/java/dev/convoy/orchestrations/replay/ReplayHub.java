package dev.convoy.orchestrations.replay;

import com.microsoft.durabletask.OrchestratorFunction;
import dev.convoy.contracts.json.Json;
import dev.convoy.orchestrations.events.SagaInstances;
import dev.convoy.orchestrations.ordersaga.OrderRepair;
import dev.convoy.orchestrations.ordersaga.OrderSaga;
import dev.convoy.orchestrations.ordersaga.SagaStart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/** A task hub whose work is done when told: turns, activities and timers, one at a time. Confined to one thread. */
public final class ReplayHub implements SagaInstances {

    private static final Map<String, OrchestratorFunction<String>> ORCHESTRATORS =
            Map.of(OrderSaga.NAME, OrderSaga::run, OrderRepair.NAME, OrderRepair::run);

    private final Map<String, OrchestratorFunction<String>> orchestrators;
    private final Supplier<Instant> now;
    private final BinaryOperator<String> activities;
    private final Map<String, ReplayInstance> instances = new LinkedHashMap<>();

    /** A hub with the saga's orchestrators; activities take a name and an input and give an output. */
    public ReplayHub(Supplier<Instant> now, BinaryOperator<String> activities) {
        this(ORCHESTRATORS, now, activities);
    }

    /** A hub with these orchestrators by name. */
    public ReplayHub(
            Map<String, OrchestratorFunction<String>> orchestrators,
            Supplier<Instant> now,
            BinaryOperator<String> activities) {
        this.orchestrators = Map.copyOf(orchestrators);
        this.now = now;
        this.activities = activities;
    }

    @Override
    public boolean start(SagaStart start) {
        String id = start.orderId().value();
        if (instances.containsKey(id)) {
            return false;
        }
        create(OrderSaga.NAME, id, start);
        return true;
    }

    /** As {@link #start}, but an instance that has ended is run over, as a hub does when asked to. */
    public boolean startOver(SagaStart start) {
        String id = start.orderId().value();
        if (instance(id).map(ReplayInstance::isRunning).orElse(false)) {
            return false;
        }
        create(OrderSaga.NAME, id, start);
        return true;
    }

    @Override
    public boolean startRepair(OrderRepair.Start start) {
        String id = OrderRepair.instanceId(start.first().orderId());
        if (instance(id).map(ReplayInstance::isRunning).orElse(false)) {
            return false;
        }
        create(OrderRepair.NAME, id, start);
        return true;
    }

    /** Starts an instance unless one of that id is running. */
    public void start(String name, String id, Object input) {
        if (!isRunning(id)) {
            create(name, id, input);
        }
    }

    private void create(String name, String id, Object input) {
        OrchestratorFunction<String> orchestrator =
                Optional.ofNullable(orchestrators.get(name)).orElseThrow();
        instances.put(id, new ReplayInstance(id, name, orchestrator, Json.write(input), now));
    }

    /** Starts an instance of any orchestrator. */
    public ReplayInstance startOther(String name, String id, OrchestratorFunction<String> orchestrator, Object input) {
        ReplayInstance instance = new ReplayInstance(id, name, orchestrator, Json.write(input), now);
        instances.put(id, instance);
        return instance;
    }

    @Override
    public boolean raise(String instanceId, String event, Object payload) {
        Optional<ReplayInstance> running = instance(instanceId).filter(ReplayInstance::isRunning);
        running.ifPresent(instance -> instance.raise(event, Json.write(payload)));
        return running.isPresent();
    }

    @Override
    public boolean isRunning(String instanceId) {
        return instance(instanceId).map(ReplayInstance::isRunning).orElse(false);
    }

    public Optional<ReplayInstance> instance(String id) {
        return Optional.ofNullable(instances.get(id));
    }

    /** Loses every instance. */
    public void forget() {
        instances.clear();
    }

    public List<ReplayInstance> instances() {
        return List.copyOf(instances.values());
    }

    /** What can be done now, timers that are due included; in a fixed order. */
    public List<HubWork> ready() {
        List<HubWork> ready = new ArrayList<>();
        for (ReplayInstance instance : instances.values()) {
            ready.addAll(instance.ready(now.get()));
        }
        return ready;
    }

    /** When the next timer of a running instance is due. */
    public Optional<Instant> nextTimer() {
        return instances.values().stream()
                .flatMap(instance -> instance.timers().stream())
                .min(Comparator.naturalOrder());
    }

    /** Does one piece of work. */
    public void perform(HubWork work) {
        switch (work) {
            case HubWork.Turn turn -> turn.instance().turn();
            case HubWork.Activity activity ->
                activity.instance().completed(activity, activities.apply(activity.name(), activity.input()));
            case HubWork.Timer timer -> timer.instance().fired(timer);
        }
    }

    /** Runs an activity whose result never arrives, as when a process dies; it stays to be done. Returns what was lost. */
    public String performAndLose(HubWork.Activity activity) {
        return activities.apply(activity.name(), activity.input());
    }

    /** Reports an activity as failed; the orchestrator's retry policy decides what follows. */
    public void fail(HubWork.Activity activity, String reason) {
        activity.instance().failed(activity, reason);
    }

    /** Does all there is to do now. */
    public void drain() {
        List<HubWork> ready = ready();
        while (!ready.isEmpty()) {
            perform(ready.getFirst());
            ready = ready();
        }
    }
}
