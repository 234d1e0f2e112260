package dev.convoy.runtime.kit.journal;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** One record in a file: length (4 bytes, big-endian), CRC32C of length and payload (4 bytes), payload. Stateless. */
final class Frames {

    static final int HEADER_BYTES = 8;

    private static final int READ_BUFFER_BYTES = 1 << 18;

    private Frames() {}

    /** Reads frames up to the end or the first broken one and answers how many bytes were sound. */
    static Scan scan(Path file, Journal.RecordReader reader) throws IOException {
        long size = Files.size(file);
        long sound = 0;
        long records = 0;
        try (InputStream raw = Files.newInputStream(file);
                DataInputStream in = new DataInputStream(new BufferedInputStream(raw, READ_BUFFER_BYTES))) {
            while (size - sound >= HEADER_BYTES) {
                int length = in.readInt();
                int checksum = in.readInt();
                if (length < 0 || length > size - sound - HEADER_BYTES) {
                    break;
                }
                byte[] record = in.readNBytes(length);
                if (record.length < length || checksum(record, length) != checksum) {
                    break;
                }
                reader.read(record);
                sound += HEADER_BYTES + length;
                records++;
            }
        } catch (EOFException shorterThanItsSize) {
            return new Scan(records, sound, size - sound);
        }
        return new Scan(records, sound, size - sound);
    }

    private static int checksum(byte[] record, int length) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, length));
        crc.update(record, 0, record.length);
        return (int) crc.getValue();
    }

    /** What a file holds: sound records and bytes, and bytes after them that are not. */
    record Scan(long records, long soundBytes, long brokenBytes) {}
}
