package dev.convoy.orchestrations.lookup;

import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.ServiceBusQueueTrigger;
import com.microsoft.durabletask.TaskOrchestrationContext;
import com.microsoft.durabletask.azurefunctions.DurableActivityTrigger;
import com.microsoft.durabletask.azurefunctions.DurableClientInput;
import com.microsoft.durabletask.azurefunctions.DurableOrchestrationTrigger;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.orchestrations.bus.Aftercare;
import dev.convoy.orchestrations.bus.Incoming;
import dev.convoy.orchestrations.bus.MessageIntake;
import dev.convoy.orchestrations.hub.DurableClients;
import dev.convoy.orchestrations.hub.HubUnreachableException;
import dev.convoy.orchestrations.hub.Payloads;

/** Binds lookups to the platform: two queues, two orchestrators, two activities. */
public class LookupFunctions {

    private static final String DONE = "true";
    private static final String NOT_DONE = "false";

    private final DurableClients clients;
    private final LookupDesk desk;
    private final LookupRouter router;
    private final MessageIntake intake;

    public LookupFunctions(DurableClients clients, LookupDesk desk, Aftercare aftercare) {
        this.clients = clients;
        this.desk = desk;
        this.intake = new MessageIntake(aftercare, LookupFunctions::isOutage);
        this.router = new LookupRouter(desk::cancelFirst);
    }

    /** Starts or cancels lookups. */
    @FunctionName("LookupRequests")
    public void requests(
            @ServiceBusQueueTrigger(
                            name = "message",
                            queueName = Entities.LOOKUP_REQUESTS,
                            connection = Entities.SERVICE_BUS_CONNECTION)
                    String message,
            @BindingName("MessageId") String messageId,
            @BindingName("ApplicationProperties") String applicationProperties,
            @DurableClientInput(name = "durable") String durable) {
        take(Incoming.of(Entities.LOOKUP_REQUESTS, message, messageId, applicationProperties), durable);
    }

    /** Hands answers to the lookups that wait for them. */
    @FunctionName("LookupAnswers")
    public void answers(
            @ServiceBusQueueTrigger(
                            name = "message",
                            queueName = Entities.LOOKUP_COMPLETED,
                            connection = Entities.SERVICE_BUS_CONNECTION)
                    String message,
            @BindingName("MessageId") String messageId,
            @BindingName("ApplicationProperties") String applicationProperties,
            @DurableClientInput(name = "durable") String durable) {
        take(Incoming.of(Entities.LOOKUP_COMPLETED, message, messageId, applicationProperties), durable);
    }

    /** One lookup. */
    @FunctionName(LookupOrchestration.NAME)
    public String lookup(@DurableOrchestrationTrigger(name = "context") TaskOrchestrationContext context) {
        return LookupOrchestration.run(context);
    }

    /** Many lookups. */
    @FunctionName(LookupBatchOrchestration.NAME)
    public int batch(@DurableOrchestrationTrigger(name = "context") TaskOrchestrationContext context) {
        return LookupBatchOrchestration.run(context);
    }

    /** Commands the services; says whether it did. */
    @FunctionName(LookupOrchestration.SCATTER)
    public String scatter(@DurableActivityTrigger(name = "task") String task) {
        return desk.scatter(Payloads.read(task, LookupTask.Scatter.class)) ? DONE : NOT_DONE;
    }

    /** Writes the end. */
    @FunctionName(LookupOrchestration.END)
    public String end(@DurableActivityTrigger(name = "task") String task) {
        desk.end(Payloads.read(task, LookupTask.End.class));
        return DONE;
    }

    private void take(Incoming incoming, String durable) {
        LookupInstances hub = new LookupInstances.InHub(clients.instances(durable));
        intake.take(incoming, message -> router.route(message, hub));
    }

    private static boolean isOutage(RuntimeException problem) {
        return problem instanceof HubUnreachableException
                || problem instanceof LookupStore.LookupStoreUnreachableException;
    }
}
