package dev.convoy.functions;

import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.event.Envelopes;
import dev.convoy.functions.platform.store.InMemoryDocumentStore;
import java.util.List;

/** The messages in the outbox of a store. */
public final class Published {

    private Published() {}

    public static List<Envelope<?>> by(InMemoryDocumentStore store) {
        return store.all("outbox").stream()
                .<Envelope<?>>map(
                        document -> Envelopes.read(document.path("body").asText()))
                .toList();
    }

    public static List<String> types(InMemoryDocumentStore store) {
        return by(store).stream().map(message -> message.type().shortName()).toList();
    }
}
