package dev.convoy.orchestrations.wiring;

import dev.convoy.contracts.topology.Containers;
import dev.convoy.orchestrations.bigresult.AzureResultBlobStore;
import dev.convoy.orchestrations.bigresult.CosmosResultStore;
import dev.convoy.orchestrations.bigresult.ResultDesk;
import dev.convoy.orchestrations.bigresult.ResultFunctions;
import dev.convoy.orchestrations.bigresult.ResultSweep;
import dev.convoy.orchestrations.bus.Aftercare;
import dev.convoy.orchestrations.bus.ServiceBusSetAside;
import dev.convoy.orchestrations.events.EventIntake;
import dev.convoy.orchestrations.events.EventRouter;
import dev.convoy.orchestrations.events.OrderEventsFunction;
import dev.convoy.orchestrations.hub.DurableClients;
import dev.convoy.orchestrations.lookup.CosmosLookupStore;
import dev.convoy.orchestrations.lookup.LookupDesk;
import dev.convoy.orchestrations.lookup.LookupFunctions;
import dev.convoy.orchestrations.operations.HealthFunctions;
import dev.convoy.orchestrations.operations.RepairHttp;
import dev.convoy.orchestrations.operations.SweepResultsHttp;
import dev.convoy.orchestrations.order.CosmosOrderBook;
import dev.convoy.orchestrations.order.StepTaker;
import dev.convoy.orchestrations.ordersaga.OrderSagaActivities;
import dev.convoy.orchestrations.ordersaga.OrderSagaFunctions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The Spring application that the Functions adapter starts. Registers beans itself, which spares scanning and
 * auto-configuration and so most of the start-up time.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
public class OrchestrationsApp implements ApplicationContextInitializer<GenericApplicationContext> {

    private static final Duration ORPHAN_AGE = Duration.ofHours(1);
    private static final Logger LOG = LoggerFactory.getLogger(OrchestrationsApp.class);

    @Override
    public void initialize(GenericApplicationContext context) {
        AppSettings settings = settings();
        var database = new Database(settings.cosmos());
        var clients = new DurableClients();
        var book = new CosmosOrderBook(database.container(Containers.ORDERS));
        var router = new EventRouter(book, settings.saga());
        var aside = new ServiceBusSetAside(settings.serviceBus()::builder);
        var aftercare = new Aftercare(aside, Clock.systemUTC(), RandomGenerator.getDefault());
        var steps = new StepTaker(book, Clock.systemUTC());
        context.registerBean(OrderSagaFunctions.class, OrderSagaFunctions::new);
        context.registerBean(OrderSagaActivities.class, () -> new OrderSagaActivities(steps));
        var lookups = new CosmosLookupStore(database.container(Containers.LOOKUPS));
        var desk = new LookupDesk(lookups, Clock.systemUTC());
        context.registerBean(LookupFunctions.class, () -> new LookupFunctions(clients, desk, aftercare));
        var results = new CosmosResultStore(
                database.container(Containers.RESULTS), database.container(Containers.RESULT_RECEIPTS));
        var blobs = settings.blobs().connect();
        var resultBlobs = new AzureResultBlobStore(() -> blobs);
        var sweep = new ResultSweep(results, resultBlobs, Clock.systemUTC(), ORPHAN_AGE);
        context.registerBean(
                ResultFunctions.class,
                () -> new ResultFunctions(
                        clients, new ResultDesk(results, resultBlobs, Clock.systemUTC()), sweep, aftercare));
        context.registerBean(SweepResultsHttp.class, () -> new SweepResultsHttp(sweep::run));
        var orders = database.container(Containers.ORDERS);
        context.registerBean(
                HealthFunctions.class,
                () -> new HealthFunctions(() -> orders.get().read(), Clock.systemUTC()));
        context.registerBean(RepairHttp.class, () -> new RepairHttp(book, settings.saga(), clients));
        var intake = new EventIntake(router, aside, Clock.systemUTC(), RandomGenerator.getDefault());
        context.addApplicationListener(new Connections(List.of(aside, clients, database)));
        context.registerBean(OrderEventsFunction.class, () -> new OrderEventsFunction(intake, clients));
    }

    private static AppSettings settings() {
        try {
            return AppSettings.read(System::getenv);
        } catch (BadSettingException e) {
            LOG.error("cannot start: {}", e.getMessage());
            throw e;
        }
    }

    /** Named in the manifest; a Functions host never calls it. */
    public static void main(String[] arguments) {
        throw new UnsupportedOperationException("start this app with a Functions host");
    }
}
