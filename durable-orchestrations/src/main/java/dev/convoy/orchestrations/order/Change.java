package dev.convoy.orchestrations.order;

import dev.convoy.contracts.order.TimelineEntry;
import dev.convoy.contracts.outbox.OutboxEntry;
import java.time.Instant;
import java.util.List;

/**
 * Everything that one step does to an order; committed as a whole or not at all.
 *
 * @param next where the order stands afterwards
 * @param timeline entries to append
 * @param messages what leaves, through the outbox
 * @param audit records of persons who intervened
 */
public record Change(
        OrderState next, Instant at, List<TimelineEntry> timeline, List<OutboxEntry> messages, List<AuditEntry> audit) {

    public Change {
        timeline = List.copyOf(timeline);
        messages = List.copyOf(messages);
        audit = List.copyOf(audit);
    }
}
