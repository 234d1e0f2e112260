package dev.convoy.systemtests.simulation;

import dev.convoy.orchestrations.events.SagaInstances;
import dev.convoy.orchestrations.ordersaga.OrderRepair;
import dev.convoy.orchestrations.ordersaga.SagaStart;
import dev.convoy.orchestrations.replay.ReplayHub;

/**
 * The task hub as the router meets it. May die before or after it did what was asked; in some runs it takes events for ended
 * instances without a word, as hubs may. Confined to one thread.
 */
final class PlayedHub implements SagaInstances {

    private final ReplayHub hub;
    private final Chaos chaos;
    private final boolean silent;

    PlayedHub(ReplayHub hub, Chaos chaos) {
        this.hub = hub;
        this.chaos = chaos;
        this.silent = chaos.chance(0.5);
    }

    @Override
    public boolean start(SagaStart start) {
        chaos.mayCrash("before a start");
        // Between looking whether it exists and starting it, the first instance may have run to its end.
        boolean started = chaos.mishap() ? hub.startOver(start) : hub.start(start);
        chaos.mayCrash("after a start");
        return started;
    }

    @Override
    public boolean startRepair(OrderRepair.Start start) {
        chaos.mayCrash("before a repair");
        boolean started = hub.startRepair(start);
        chaos.mayCrash("after a repair");
        return started;
    }

    @Override
    public boolean raise(String instanceId, String event, Object payload) {
        chaos.mayCrash("before a raise");
        boolean ended =
                hub.instance(instanceId).map(instance -> !instance.isRunning()).orElse(false);
        boolean heard = hub.raise(instanceId, event, payload);
        chaos.mayCrash("after a raise");
        return heard || (ended && silent);
    }

    @Override
    public boolean isRunning(String instanceId) {
        chaos.mayCrash("before a look");
        return hub.isRunning(instanceId);
    }
}
