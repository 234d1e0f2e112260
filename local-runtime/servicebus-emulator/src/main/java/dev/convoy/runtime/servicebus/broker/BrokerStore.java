package dev.convoy.runtime.servicebus.broker;

import java.util.List;

/** Where the broker's changes go. What is appended together is there together after a crash, or not at all. */
@FunctionalInterface
public interface BrokerStore {

    /** Takes changes in their order; they need be durable only when the caller's answer leaves the process. */
    void append(List<Change> changes);
}
