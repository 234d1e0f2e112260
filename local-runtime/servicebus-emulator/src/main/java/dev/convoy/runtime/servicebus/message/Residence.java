package dev.convoy.runtime.servicebus.message;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the messages that lie in queues within a share of the heap: what arrives beyond it is put away until it is handed out.
 * Counts how many queues hold a message. Confined to the broker's thread.
 */
public final class Residence {

    private final long maxHeapBytes;
    private final @Nullable BodyStore store;
    private final List<Message> leaving = new ArrayList<>();
    private final List<Message> released = new ArrayList<>();
    private long heapBytes;
    private long storedBytes;

    private Residence(long maxHeapBytes, @Nullable BodyStore store) {
        this.maxHeapBytes = maxHeapBytes;
        this.store = store;
    }

    /** Everything stays on the heap. */
    public static Residence heapOnly() {
        return new Residence(Long.MAX_VALUE, null);
    }

    /** What goes beyond the bytes goes to the store. */
    public static Residence spilling(long maxHeapBytes, BodyStore store) {
        return new Residence(maxHeapBytes, store);
    }

    /** A queue holds the message from now on. */
    public void retain(Message message) {
        if (message.addHolder() > 1) {
            return;
        }
        if (message.isAway()) {
            storedBytes += message.sizeBytes(); // released a moment ago and not freed yet
        } else if (store != null && heapBytes + message.sizeBytes() > maxHeapBytes) {
            message.leave();
            leaving.add(message);
            storedBytes += message.sizeBytes();
        } else {
            heapBytes += message.sizeBytes();
        }
    }

    /** A queue holds the message no longer. */
    public void release(Message message) {
        if (message.removeHolder() > 0) {
            return;
        }
        if (message.isAway()) {
            storedBytes -= message.sizeBytes();
            released.add(message);
        } else {
            heapBytes -= message.sizeBytes();
        }
    }

    /** Puts away what has to leave the heap and gives back the places of what no queue holds; once all that was done is written down. */
    public void settle() {
        if (!leaving.isEmpty() && store != null) {
            leaving.forEach(message -> message.moveTo(store));
            leaving.clear();
        }
        if (!released.isEmpty()) {
            released.forEach(Message::freeIfUnheld);
            released.clear();
        }
    }

    /** Bytes of messages on the heap. */
    public long heapBytes() {
        return heapBytes;
    }

    /** Bytes of messages put away. */
    public long storedBytes() {
        return storedBytes;
    }
}
