package dev.convoy.runtime.servicebus.admin;

import java.util.function.BooleanSupplier;

/** Which answer belongs to which request. */
public final class AdminRoutes {

    private final BooleanSupplier healthy;

    public AdminRoutes(BooleanSupplier healthy) {
        this.healthy = healthy;
    }

    AdminResponse answer(AdminRequest request) {
        if (request.path().equals("/health")) {
            return request.method().equals("GET") ? health() : AdminResponse.problem(405, "GET only");
        }
        return AdminResponse.problem(404, "There is nothing at " + request.path());
    }

    /** As the official emulator answers. */
    private AdminResponse health() {
        return healthy.getAsBoolean()
                ? AdminResponse.json(200, "{\"status\":\"healthy\",\"message\":\"Service is healthy.\"}")
                : AdminResponse.json(503, "{\"status\":\"unhealthy\",\"message\":\"Service is unhealthy.\"}");
    }
}
