package dev.convoy.runtime.durable.store;

import dev.convoy.runtime.durable.history.HubChange;
import java.util.List;
import java.util.function.Consumer;

/**
 * The port behind which a hub's changes outlive its process. Used by one thread at a time: replay once, then append.
 */
public interface HubStore extends AutoCloseable {

    /** Hands over every change that survived, oldest first. */
    void replay(Consumer<HubChange> reader);

    /**
     * Writes the changes in order and returns when they survive the death of this process.
     *
     * @throws RuntimeException if they may not; the hub must then stop answering
     */
    void append(List<HubChange> changes);

    @Override
    void close();
}
