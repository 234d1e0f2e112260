package dev.convoy.results.read;

import dev.convoy.contracts.bigresult.ChunkRecord;
import dev.convoy.contracts.bigresult.Md5;
import dev.convoy.contracts.bigresult.SeriesName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;

/**
 * Brings one chunk to its place in a file and checks it there. Memory is one small buffer.
 *
 * @param offset of the chunk within the file
 * @param blobOffset of the chunk within the blob
 */
record ChunkFetch(SeriesName series, long ordinal, ChunkRecord expected, long offset, long blobOffset) {

    private static final int STEP_BYTES = 1 << 18;
    private static final int TRIES = 3;

    /**
     * @throws CorruptResultException if it is wrong however often it is fetched
     */
    void into(FileChannel file, SignedBlob blob) throws IOException {
        if (expected.lengthBytes() == 0 || isThere(file)) {
            return;
        }
        for (int i = 0; i < TRIES; i++) {
            if (copy(blob, file).equals(expected.md5())) {
                return;
            }
        }
        throw new CorruptResultException(
                "chunk " + ordinal + " of " + series + " does not have the digest that the index says");
    }

    private boolean isThere(FileChannel file) throws IOException {
        if (file.size() < offset + expected.lengthBytes()) {
            return false;
        }
        MessageDigest digest = Md5.newDigest();
        ByteBuffer step = ByteBuffer.allocate(STEP_BYTES);
        for (long done = 0; done < expected.lengthBytes(); ) {
            step.clear().limit((int) Math.min(STEP_BYTES, expected.lengthBytes() - done));
            int read = file.read(step, offset + done);
            if (read <= 0) {
                return false;
            }
            digest.update(step.flip());
            done += read;
        }
        return Md5.ofDigest(digest.digest()).equals(expected.md5());
    }

    private Md5 copy(SignedBlob blob, FileChannel file) throws IOException {
        MessageDigest digest = Md5.newDigest();
        byte[] step = new byte[STEP_BYTES];
        long at = offset;
        try (InputStream content = blob.read(blobOffset, expected.lengthBytes())) {
            for (int length = content.read(step); length >= 0; length = content.read(step)) {
                digest.update(step, 0, length);
                ByteBuffer bytes = ByteBuffer.wrap(step, 0, length);
                while (bytes.hasRemaining()) {
                    at += file.write(bytes, at);
                }
            }
        }
        return Md5.ofDigest(digest.digest());
    }
}
