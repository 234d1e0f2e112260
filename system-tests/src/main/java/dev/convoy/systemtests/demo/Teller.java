package dev.convoy.systemtests.demo;

import dev.convoy.systemtests.client.OrderView;
import dev.convoy.systemtests.client.Step;
import java.io.PrintStream;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Says aloud what happens. Safe for use by several threads. */
public final class Teller {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
    private static final int ID_SHOWN = 8;

    private final PrintStream out;

    public Teller(PrintStream out) {
        this.out = out;
    }

    void tell(String what) {
        out.println("  " + what);
    }

    void step(String orderId, Step step) {
        String detail = step.detail().isEmpty() ? "" : "  (" + step.detail() + ")";
        out.println("    " + TIME.format(step.at()) + "  " + shortId(orderId) + "  " + step.name() + detail);
    }

    void end(OrderView order) {
        String reason = order.reason().isEmpty() ? "" : "  (" + order.reason() + ")";
        out.println("    " + shortId(order.id()) + "  " + String.join(" > ", order.steps()) + "  = " + order.status()
                + reason);
    }

    private static String shortId(String orderId) {
        return orderId.length() <= ID_SHOWN ? orderId : orderId.substring(orderId.length() - ID_SHOWN);
    }
}
