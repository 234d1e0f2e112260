package dev.convoy.functions.platform.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.contracts.event.Envelopes;
import dev.convoy.contracts.outbox.OutboxEntry;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.functions.platform.servicebus.BusMessage;
import dev.convoy.functions.platform.servicebus.MessageBus;
import dev.convoy.functions.platform.store.DocumentPage;
import dev.convoy.functions.platform.store.DocumentQuery;
import dev.convoy.functions.platform.store.DocumentStore;
import dev.convoy.functions.platform.store.StoredDocument;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Publishing again what the outbox still holds, under the same ids, so that whoever handled it before does nothing. Works through
 * pages; the caller asks for the next one. Stateless.
 */
public final class OutboxReplay {

    private static final int PAGE = 200;

    private final MessageBus bus;

    public OutboxReplay(MessageBus bus) {
        this.bus = bus;
    }

    /**
     * What to publish again.
     *
     * @param to exclusive
     * @param entity where it goes: the topic of events, or the queue of one subscriber
     * @param subjects what the subscriber takes; empty for everything
     */
    public record Wish(Instant from, Instant to, String entity, Set<String> subjects) {

        public Wish {
            subjects = Set.copyOf(subjects);
        }

        boolean takes(String subject) {
            return subjects.isEmpty() || subjects.contains(subject);
        }
    }

    /** What one page gave, and how to ask for the next if there may be one. */
    public record Progress(int scanned, int published, Optional<String> continuation) {}

    /**
     * Publishes one page of events again.
     *
     * @throws dev.convoy.functions.platform.OutageException if store or bus do not answer; ask for the same page again
     */
    public Progress page(DocumentStore store, Wish wish, Optional<String> continuation) {
        Map<String, String> events = Map.of("kind", OutboxEntry.KIND, "destination", Entities.EVENTS);
        DocumentPage page =
                store.find(new DocumentQuery(Optional.empty(), events, Optional.empty(), PAGE, continuation));
        List<BusMessage> messages = page.documents().stream()
                .map(StoredDocument::content)
                .flatMap(document -> message(document, wish).stream())
                .toList();
        if (!messages.isEmpty()) {
            bus.send(wish.entity(), messages);
        }
        return new Progress(page.documents().size(), messages.size(), page.continuation());
    }

    private static Optional<BusMessage> message(JsonNode document, Wish wish) {
        return OutboxEntry.fromDocument(document)
                .filter(entry -> wish.takes(entry.subject()))
                .filter(entry -> isWithin(Envelopes.read(entry.body()).time(), wish))
                .map(OutboxRelay::message);
    }

    private static boolean isWithin(Instant time, Wish wish) {
        return !time.isBefore(wish.from()) && time.isBefore(wish.to());
    }
}
