package dev.convoy.runtime.durable.engine;

/** A connected worker. Receives items on the hub's thread in the order of their assignment and must not block it. */
public interface Worker {

    /** The connection over which its answers will come. */
    ConnectionId connection();

    /** Takes one item. A failure to do so must end in {@link TaskHub#disconnect}. */
    void accept(WorkItem item);
}
