package dev.convoy.runtime.durable.engine;

import dev.convoy.runtime.durable.history.InstanceId;

/**
 * An orchestrator that changed its mind: replaying its own history, it asked for something else than it had.
 *
 * @param step the number of the action, from 0, as the SDK counts them
 * @param expected what the history says it asked for
 * @param got what it asked for this time
 */
public record NonDeterminism(InstanceId instanceId, String orchestrator, int step, String expected, String got) {

    /** One line for people. */
    public String message() {
        return "Non-deterministic orchestrator: " + orchestrator + ", instance " + instanceId + ", step " + step
                + ": expected " + expected + ", got " + got;
    }
}
