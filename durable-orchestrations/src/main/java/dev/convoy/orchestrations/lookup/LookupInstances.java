package dev.convoy.orchestrations.lookup;

import dev.convoy.orchestrations.hub.HubInstances;

/** The lookups' orchestration instances, as far as messages concern them. Safe for use by several threads. */
interface LookupInstances {

    /**
     * Starts an instance unless one of that id is running. A lookup that is run over after its end finds its commands written and its end, too.
     *
     * @throws dev.convoy.orchestrations.hub.HubUnreachableException if the hub does not answer; safe to retry
     */
    void start(String orchestration, String instanceId, Object input);

    /**
     * Tells an instance; false if none of that id is running.
     *
     * @throws dev.convoy.orchestrations.hub.HubUnreachableException if the hub does not answer; safe to retry
     */
    boolean raise(String instanceId, String event, Object payload);

    /** Those in the task hub that the host offers. */
    record InHub(HubInstances hub) implements LookupInstances {

        @Override
        public void start(String orchestration, String instanceId, Object input) {
            hub.start(orchestration, instanceId, input);
        }

        @Override
        public boolean raise(String instanceId, String event, Object payload) {
            return hub.raise(instanceId, event, payload);
        }
    }
}
