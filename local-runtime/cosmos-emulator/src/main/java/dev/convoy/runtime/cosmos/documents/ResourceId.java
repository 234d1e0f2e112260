package dev.convoy.runtime.cosmos.documents;

import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * The {@code _rid} of a resource: 4 bytes name a database, 8 a container (high bit of the fifth set), 16 an item or a partition
 * range. Base64 with {@code -} for {@code /}. Source: {@code ResourceId} of azure-cosmos. Stateless.
 */
public final class ResourceId {

    private static final int CONTAINER_BIT = 0x8000_0000;
    private static final int RANGE_TYPE = 5;

    private ResourceId() {}

    public static String ofDatabase(int database) {
        return encode(ByteBuffer.allocate(4).putInt(database));
    }

    public static String ofContainer(int database, int container) {
        return encode(ByteBuffer.allocate(8).putInt(database).putInt(container | CONTAINER_BIT));
    }

    /** An item's id: its number is little-endian, so ids of one container sort as the SDK compares them. */
    public static String ofItem(int database, int container, long number) {
        return encode(ByteBuffer.allocate(16)
                .putInt(database)
                .putInt(container | CONTAINER_BIT)
                .putLong(Long.reverseBytes(number)));
    }

    public static String ofRange(int database, int container, int range) {
        long number = (long) (range + 1) << 8 | RANGE_TYPE << 4;
        return encode(ByteBuffer.allocate(16)
                .putInt(database)
                .putInt(container | CONTAINER_BIT)
                .putLong(number));
    }

    static String ofScript(int database, int container, Script script) {
        long number = (long) script.number() << 8 | (long) script.kind().ridType() << 4;
        return encode(ByteBuffer.allocate(16)
                .putInt(database)
                .putInt(container | CONTAINER_BIT)
                .putLong(number));
    }

    /** The number of the item that an id names, or -1 if it is not one of an item in this container. */
    public static long itemNumberOf(String rid, int database, int container) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(rid.replace('-', '/'));
        } catch (IllegalArgumentException notAnId) {
            return -1;
        }
        if (bytes.length != 16) {
            return -1;
        }
        ByteBuffer id = ByteBuffer.wrap(bytes);
        boolean ours = id.getInt() == database && id.getInt() == (container | CONTAINER_BIT);
        return ours ? Long.reverseBytes(id.getLong()) : -1;
    }

    /** An offer's id of three bytes, which is how the SDK knows an offer. */
    public static String ofOffer(int offer) {
        return encode(ByteBuffer.allocate(3)
                .put((byte) offer)
                .put((byte) (offer >> 8))
                .put((byte) (offer >> 16)));
    }

    private static String encode(ByteBuffer bytes) {
        return Base64.getEncoder().encodeToString(bytes.array()).replace('/', '-');
    }
}
