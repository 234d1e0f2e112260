package dev.convoy.runtime.host.trigger.servicebus;

import dev.convoy.runtime.host.discovery.FunctionDefinition;
import dev.convoy.runtime.host.discovery.HostJson;
import dev.convoy.runtime.host.invoke.FunctionInvoker;
import dev.convoy.runtime.host.log.HostLog;
import dev.convoy.runtime.host.trigger.Trigger;
import java.time.Clock;

/** Makes the triggers of an app's functions, all on one connection for each connection string. Confined to start-up. */
public final class ServiceBusTriggers {

    private final HostJson.ServiceBusSettings limits;
    private final FunctionInvoker invoker;
    private final HostLog log;
    private final Clock clock;
    private final BusClients clients = new BusClients();

    public ServiceBusTriggers(HostJson.ServiceBusSettings limits, FunctionInvoker invoker, HostLog log, Clock clock) {
        this.limits = limits;
        this.invoker = invoker;
        this.log = log;
        this.clock = clock;
    }

    /**
     * The trigger for one function, of single messages or of batches, in sessions or not, as its binding says.
     *
     * @throws dev.convoy.runtime.host.discovery.BrokenAppException naming the field if the binding is not right
     */
    public Trigger of(FunctionDefinition function) {
        BusSource source = BusSource.of(function, limits, clients);
        if (source.sessions()) {
            return source.batches()
                    ? new ServiceBusSessionBatchTrigger(source, invoker, log, clock)
                    : new ServiceBusSessionTrigger(source, invoker, log, clock);
        }
        return source.batches()
                ? new ServiceBusBatchTrigger(source, invoker, log, clock)
                : new ServiceBusTrigger(source, invoker, log, clock);
    }
}
