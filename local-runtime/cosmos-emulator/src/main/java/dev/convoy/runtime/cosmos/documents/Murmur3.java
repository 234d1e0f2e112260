package dev.convoy.runtime.cosmos.documents;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** MurmurHash3 (public domain, Austin Appleby) in the two widths that Cosmos DB hashes partition keys with. Stateless. */
final class Murmur3 {

    private static final long C1 = 0x87c37b91114253d5L;
    private static final long C2 = 0x4cf5ad432745937fL;

    private Murmur3() {}

    /** The x86 32-bit variant with seed 0, as an unsigned number. */
    static long hash32(byte[] data) {
        int hash = 0;
        int blocks = data.length & ~3;
        ByteBuffer buffer = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < blocks; i += 4) {
            hash = Integer.rotateLeft(hash ^ mix32(buffer.getInt(i)), 13) * 5 + 0xe6546b64;
        }
        int tail = 0;
        for (int i = data.length - 1; i >= blocks; i--) {
            tail = tail << 8 | (data[i] & 0xff);
        }
        if (blocks < data.length) {
            hash ^= mix32(tail);
        }
        hash ^= data.length;
        hash = (hash ^ hash >>> 16) * 0x85ebca6b;
        hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
        return (hash ^ hash >>> 16) & 0xffffffffL;
    }

    /** The x64 128-bit variant with seed 0: low word, then high word. */
    static long[] hash128(byte[] data) {
        long low = 0;
        long high = 0;
        int blocks = data.length & ~15;
        ByteBuffer buffer = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < blocks; i += 16) {
            low = (Long.rotateLeft(low ^ mixLow(buffer.getLong(i)), 27) + high) * 5 + 0x52dce729;
            high = (Long.rotateLeft(high ^ mixHigh(buffer.getLong(i + 8)), 31) + low) * 5 + 0x38495ab5;
        }
        high ^= mixHigh(tail(data, blocks + 8, data.length));
        low ^= mixLow(tail(data, blocks, Math.min(data.length, blocks + 8)));
        low ^= data.length;
        high ^= data.length;
        low += high;
        high += low;
        low = finish(low);
        high = finish(high);
        low += high;
        high += low;
        return new long[] {low, high};
    }

    private static int mix32(int block) {
        return Integer.rotateLeft(block * 0xcc9e2d51, 15) * 0x1b873593;
    }

    private static long mixLow(long block) {
        return Long.rotateLeft(block * C1, 31) * C2;
    }

    private static long mixHigh(long block) {
        return Long.rotateLeft(block * C2, 33) * C1;
    }

    private static long tail(byte[] data, int from, int to) {
        long word = 0;
        for (int i = to - 1; i >= from; i--) {
            word = word << 8 | (data[i] & 0xff);
        }
        return word;
    }

    private static long finish(long word) {
        long mixed = (word ^ word >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
