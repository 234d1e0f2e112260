package dev.convoy.results.read;

import dev.convoy.contracts.bigresult.ChunkRecord;
import dev.convoy.contracts.bigresult.Manifest;
import dev.convoy.contracts.bigresult.Md5;
import dev.convoy.contracts.bigresult.ReceiptPage;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A series' chunk index in a file, whose digest is that of the manifest. Read from start to end; confined to one thread. */
final class ChunkIndex implements AutoCloseable {

    private static final long UNSIGNED = 0xFFFFFFFFL;
    private static final int STEP_BYTES = 1 << 16;

    private final DataInputStream records;

    private ChunkIndex(DataInputStream records) {
        this.records = records;
    }

    /**
     * Opens the index.
     *
     * @throws CorruptResultException if it is not the one that the manifest speaks of
     */
    static ChunkIndex open(Path file, Manifest.Series series) throws IOException {
        if (!series.digestAlgorithm().equals(Manifest.DIGEST_ALGORITHM)) {
            throw new CorruptResultException(
                    series.name() + ": digest algorithm " + series.digestAlgorithm() + " is unknown to this version");
        }
        String found = sha256(file);
        if (!found.equals(series.digest())) {
            throw new CorruptResultException(
                    series.name() + ": the chunk index has digest " + found + ", the manifest says " + series.digest());
        }
        return new ChunkIndex(new DataInputStream(new BufferedInputStream(Files.newInputStream(file), STEP_BYTES)));
    }

    /** The next chunk's length and digest. */
    ChunkRecord next() throws IOException {
        long length = records.readInt() & UNSIGNED;
        byte[] md5 = records.readNBytes(ReceiptPage.RECORD_BYTES - Integer.BYTES);
        return new ChunkRecord(length, Md5.ofDigest(md5));
    }

    @Override
    public void close() throws IOException {
        records.close();
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] step = new byte[STEP_BYTES];
            for (int length = content.read(step); length >= 0; length = content.read(step)) {
                digest.update(step, 0, length);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
