package dev.convoy.benchmarks.broker;

import io.netty.buffer.ByteBuf;

/** A cursor over the fields of one received performative (AMQP 1.0 §1.6). Reused from frame to frame; confined to one thread. */
final class FrameFields {

    private ByteBuf in = io.netty.buffer.Unpooled.EMPTY_BUFFER;
    private int left;

    /** Reads the descriptor of a frame body, leaves the cursor on its first field and answers the performative's code. */
    int open(ByteBuf body) {
        in = body;
        body.skipBytes(1); // described
        int code = body.readUnsignedByte() == 0x53 ? body.readUnsignedByte() : (int) body.readLong();
        switch (body.readUnsignedByte()) {
            case 0x45 -> left = 0;
            case 0xc0 -> {
                body.skipBytes(1);
                left = body.readUnsignedByte();
            }
            case 0xd0 -> {
                body.skipBytes(4);
                left = body.readInt();
            }
            default -> throw new IllegalStateException("the broker sent a performative that is no list");
        }
        return code;
    }

    /** The next field as a number; the given one when it is absent. */
    long number(long absent) {
        if (left == 0) {
            return absent;
        }
        left--;
        int code = in.readUnsignedByte();
        return switch (code) {
            case 0x40 -> absent;
            case 0x43, 0x44 -> 0;
            case 0x50, 0x52, 0x53 -> in.readUnsignedByte();
            case 0x70 -> in.readUnsignedInt();
            case 0x80 -> in.readLong();
            default -> throw new IllegalStateException("the broker sent no number but 0x" + Integer.toHexString(code));
        };
    }

    /** The next field as a flag, false when it is absent. */
    boolean flag() {
        if (left == 0) {
            return false;
        }
        left--;
        int code = in.readUnsignedByte();
        return code == 0x41 || (code == 0x56 && in.readBoolean());
    }

    /** The descriptor of the next field, 0 when that is absent; nothing can be read after it. */
    int descriptor() {
        if (left == 0 || in.readUnsignedByte() != 0x00) {
            return 0;
        }
        return in.readUnsignedByte() == 0x53 ? in.readUnsignedByte() : (int) in.readLong();
    }

    FrameFields skip(int fields) {
        for (int i = 0; i < fields && left > 0; i++) {
            left--;
            skipValue();
        }
        return this;
    }

    private void skipValue() {
        int code = in.readUnsignedByte();
        switch (code >>> 4) {
            case 0x0 -> {
                skipValue();
                skipValue();
            }
            case 0x4 -> {
                // no content
            }
            case 0x5 -> in.skipBytes(1);
            case 0x6 -> in.skipBytes(2);
            case 0x7 -> in.skipBytes(4);
            case 0x8 -> in.skipBytes(8);
            case 0x9 -> in.skipBytes(16);
            case 0xa, 0xc, 0xe -> in.skipBytes(in.readUnsignedByte());
            default -> in.skipBytes(in.readInt());
        }
    }
}
