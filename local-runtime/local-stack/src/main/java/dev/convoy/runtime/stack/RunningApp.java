package dev.convoy.runtime.stack;

import dev.convoy.runtime.durable.DurableHub;
import dev.convoy.runtime.host.FunctionsHost;
import java.util.Optional;

/** A function app that runs in a stack, with its host and its task hub if it has one. */
public final class RunningApp {

    private final String name;
    private final FunctionsHost host;
    private final Optional<DurableHub> hub;

    RunningApp(String name, FunctionsHost host, Optional<DurableHub> hub) {
        this.name = name;
        this.host = host;
        this.hub = hub;
    }

    public String name() {
        return name;
    }

    /** Where its HTTP functions answer, such as {@code http://localhost:7071}. */
    public String url() {
        return host.url().toString();
    }

    /** The process that runs the app's code; another one after a crash. */
    public long workerProcessId() {
        return host.workerProcessId();
    }

    /** Where the durable management API answers, if the app has a task hub. */
    public Optional<String> managementUrl() {
        return hub.map(any -> url() + "/runtime/webhooks/durabletask");
    }

    /** The gRPC port of the task hub, if the app has one. */
    public Optional<Integer> hubPort() {
        return hub.map(DurableHub::grpcPort);
    }
}
