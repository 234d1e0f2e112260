package dev.convoy.orchestrations.replay;

import java.time.Instant;

/** A piece of work of a task hub. */
public sealed interface HubWork {

    ReplayInstance instance();

    /** An orchestrator has something new to look at. */
    record Turn(ReplayInstance instance) implements HubWork {}

    /** An activity is to be run. */
    record Activity(ReplayInstance instance, int id, String name, String input) implements HubWork {}

    /** A timer is due. */
    record Timer(ReplayInstance instance, int id, Instant fireAt) implements HubWork {}
}
