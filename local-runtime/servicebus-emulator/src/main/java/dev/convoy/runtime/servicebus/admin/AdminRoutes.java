package dev.convoy.runtime.servicebus.admin;

import dev.convoy.runtime.servicebus.broker.Broker;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Which answer belongs to which request: health, our own API under {@code /emulator}, Azure's under everything else. */
public final class AdminRoutes {

    private final BooleanSupplier healthy;
    private final Runnable endOfTurn;
    private final EmulatorRoutes emulator;
    private final AtomRoutes atom;

    /**
     * @param endOfTurn makes durable what a request has changed, before it is answered
     * @param reset brings the broker back to what it was started with
     */
    public AdminRoutes(
            Broker broker,
            LongSupplier nowMillis,
            BooleanSupplier healthy,
            Runnable endOfTurn,
            Runnable reset,
            FaultSwitch faults) {
        this.healthy = healthy;
        this.endOfTurn = endOfTurn;
        this.emulator = new EmulatorRoutes(broker, reset, faults);
        this.atom = new AtomRoutes(broker.topology(), () -> Instant.ofEpochMilli(nowMillis.getAsLong()));
    }

    AdminResponse answer(AdminRequest request) {
        if (request.path().equals("/health")) {
            return request.method().equals("GET") ? health() : AdminResponse.problem(405, "GET only");
        }
        AdminResponse answer =
                request.path().startsWith("/emulator/") ? emulator.answer(request) : atom.answer(request);
        endOfTurn.run();
        return healthy.getAsBoolean() ? answer : AdminResponse.problem(503, "The journal refuses writes.");
    }

    /** As the official emulator answers. */
    private AdminResponse health() {
        return healthy.getAsBoolean()
                ? AdminResponse.json(200, "{\"status\":\"healthy\",\"message\":\"Service is healthy.\"}")
                : AdminResponse.json(503, "{\"status\":\"unhealthy\",\"message\":\"Service is unhealthy.\"}");
    }
}
