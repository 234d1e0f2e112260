package dev.convoy.runtime.servicebus.broker;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Messages by sequence number, in order. Numbers lie close together, so they are kept in small blocks: a tenth of the memory of
 * a tree with a node for each. Owned by its {@link MessageQueue} or {@link Lane}.
 */
final class SequenceMap {

    private static final int BLOCK_BITS = 5;
    private static final int BLOCK = 1 << BLOCK_BITS;
    private static final int MASK = BLOCK - 1;

    private final TreeMap<Long, Block> blocks = new TreeMap<>();
    private int size;
    private @Nullable Block first;
    private @Nullable Block last;
    private @Nullable Block recent;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    @Nullable
    QueuedMessage get(long sequence) {
        Block block = block(sequence >>> BLOCK_BITS);
        return block == null ? null : block.messages[(int) sequence & MASK];
    }

    void put(QueuedMessage message) {
        long number = message.sequence >>> BLOCK_BITS;
        Block block = block(number);
        if (block == null) {
            block = new Block(number);
            blocks.put(number, block);
            ends();
        }
        int index = (int) message.sequence & MASK;
        if (block.messages[index] == null) {
            block.count++;
            size++;
        }
        block.messages[index] = message;
    }

    @Nullable
    QueuedMessage remove(long sequence) {
        long number = sequence >>> BLOCK_BITS;
        Block block = block(number);
        int index = (int) sequence & MASK;
        QueuedMessage message = block == null ? null : block.messages[index];
        if (block == null || message == null) {
            return null;
        }
        block.messages[index] = null;
        size--;
        if (--block.count == 0) {
            blocks.remove(number);
            recent = block == recent ? null : recent;
            ends();
        }
        return message;
    }

    /** The lowest, or null when there is none. */
    @Nullable
    QueuedMessage first() {
        Block block = first;
        return block == null ? null : block.from(0);
    }

    /** The lowest whose number is at least this, or null. */
    @Nullable
    QueuedMessage from(long sequence) {
        long number = sequence >>> BLOCK_BITS;
        Map.Entry<Long, Block> entry = blocks.ceilingEntry(number);
        if (entry == null) {
            return null;
        }
        int start = entry.getKey() == number ? (int) sequence & MASK : 0;
        QueuedMessage found = entry.getValue().from(start);
        if (found != null) {
            return found;
        }
        Map.Entry<Long, Block> higher = blocks.higherEntry(number);
        return higher == null ? null : higher.getValue().from(0);
    }

    private @Nullable Block block(long number) {
        Block low = first;
        if (low != null && low.number == number) {
            return low;
        }
        Block high = last;
        if (high != null && high.number == number) {
            return high;
        }
        Block known = recent;
        if (known != null && known.number == number) {
            return known;
        }
        Block found = blocks.get(number);
        recent = found == null ? known : found;
        return found;
    }

    private void ends() {
        first = blocks.isEmpty() ? null : blocks.firstEntry().getValue();
        last = blocks.isEmpty() ? null : blocks.lastEntry().getValue();
    }

    /** Neighbours; never empty while in the map. */
    private static final class Block {
        final long number;
        final @Nullable QueuedMessage[] messages = new @Nullable QueuedMessage[BLOCK];
        int count;

        Block(long number) {
            this.number = number;
        }

        @Nullable
        QueuedMessage from(int start) {
            for (int i = start; i < BLOCK; i++) {
                if (messages[i] != null) {
                    return messages[i];
                }
            }
            return null;
        }
    }
}
