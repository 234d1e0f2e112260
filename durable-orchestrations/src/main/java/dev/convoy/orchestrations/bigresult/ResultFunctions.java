package dev.convoy.orchestrations.bigresult;

import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.ServiceBusQueueTrigger;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import com.microsoft.durabletask.TaskOrchestrationContext;
import com.microsoft.durabletask.azurefunctions.DurableActivityTrigger;
import com.microsoft.durabletask.azurefunctions.DurableClientInput;
import com.microsoft.durabletask.azurefunctions.DurableOrchestrationTrigger;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.orchestrations.bus.Aftercare;
import dev.convoy.orchestrations.bus.Incoming;
import dev.convoy.orchestrations.bus.MessageIntake;
import dev.convoy.orchestrations.hub.DurableClients;
import dev.convoy.orchestrations.hub.HubInstances;
import dev.convoy.orchestrations.hub.HubUnreachableException;
import dev.convoy.orchestrations.hub.Payloads;

/** Binds the life of results to the platform: a queue, an orchestrator, its activities, and the sweep. */
public class ResultFunctions {

    private static final String DONE = "true";

    private final DurableClients clients;
    private final ResultDesk desk;
    private final ResultSweep sweep;
    private final MessageIntake intake;
    private final ResultRouter router = new ResultRouter();

    public ResultFunctions(DurableClients clients, ResultDesk desk, ResultSweep sweep, Aftercare aftercare) {
        this.intake = new MessageIntake(aftercare, HubUnreachableException.class::isInstance);
        this.clients = clients;
        this.desk = desk;
        this.sweep = sweep;
    }

    /** Starts and nudges lifecycles. */
    @FunctionName("ResultLifecycleMessages")
    public void messages(
            @ServiceBusQueueTrigger(
                            name = "message",
                            queueName = Entities.RESULT_LIFECYCLE,
                            connection = Entities.SERVICE_BUS_CONNECTION)
                    String message,
            @BindingName("MessageId") String messageId,
            @BindingName("ApplicationProperties") String applicationProperties,
            @DurableClientInput(name = "durable") String durable) {
        HubInstances hub = clients.instances(durable);
        intake.take(
                Incoming.of(Entities.RESULT_LIFECYCLE, message, messageId, applicationProperties),
                wish -> router.route(wish, hub));
    }

    /** One transaction. */
    @FunctionName(ResultLifecycle.NAME)
    public String lifecycle(@DurableOrchestrationTrigger(name = "context") TaskOrchestrationContext context) {
        return ResultLifecycle.run(context);
    }

    /** Looks at the stored state. */
    @FunctionName(ResultLifecycle.ASSESS)
    public String assess(@DurableActivityTrigger(name = "task") String task) {
        return Json.write(desk.assess(subject(task).transactionId()));
    }

    /** Commits one series. */
    @FunctionName(ResultLifecycle.ASSEMBLE)
    public String assemble(@DurableActivityTrigger(name = "task") String task) {
        return Json.write(desk.assemble(Payloads.read(task, ResultTask.Series.class)));
    }

    /** Manifest, status, notice. */
    @FunctionName(ResultLifecycle.FINISH)
    public String finish(@DurableActivityTrigger(name = "task") String task) {
        desk.finish(subject(task).transactionId());
        return DONE;
    }

    /** The end of what cannot be assembled. */
    @FunctionName(ResultLifecycle.FAIL)
    public String fail(@DurableActivityTrigger(name = "task") String task) {
        desk.fail(Payloads.read(task, ResultTask.Failure.class));
        return DONE;
    }

    /** Deletes what nobody needs after the end. */
    @FunctionName(ResultLifecycle.CLEAN)
    public String clean(@DurableActivityTrigger(name = "task") String task) {
        desk.clean(subject(task).transactionId());
        return DONE;
    }

    /** Deletes everything after retention. */
    @FunctionName(ResultLifecycle.PURGE)
    public String purge(@DurableActivityTrigger(name = "task") String task) {
        desk.purge(subject(task).transactionId());
        return DONE;
    }

    /** Every hour: deletes orphans and wakes what is stuck. */
    @FunctionName("SweepResults")
    public void sweep(@TimerTrigger(name = "timer", schedule = "0 17 * * * *") String timer) {
        sweep.run(false);
    }

    private static ResultTask.Subject subject(String task) {
        return Payloads.read(task, ResultTask.Subject.class);
    }
}
