package dev.convoy.systemtests.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An order as {@code GET /api/orders/{id}} shows it. */
public record OrderView(String id, String status, String reason, List<Step> timeline) {

    public OrderView {
        timeline = List.copyOf(timeline);
    }

    /** Will nothing more happen by itself? */
    public boolean isOver() {
        return switch (status) {
            case "Completed", "Cancelled", "NeedsAttention" -> true;
            default -> false;
        };
    }

    /** The names of the steps so far. */
    public List<String> steps() {
        return timeline.stream().map(Step::name).toList();
    }

    static OrderView of(JsonNode body) {
        List<Step> steps = new ArrayList<>();
        for (JsonNode entry : body.path("timeline")) {
            steps.add(new Step(
                    entry.path("step").asText(),
                    Instant.parse(entry.path("at").asText()),
                    entry.path("detail").asText("")));
        }
        return new OrderView(
                body.path("orderId").asText(),
                body.path("status").asText(),
                body.path("cancellationReason").asText(""),
                steps);
    }
}
