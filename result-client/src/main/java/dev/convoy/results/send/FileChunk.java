package dev.convoy.results.send;

import dev.convoy.contracts.bigresult.SeriesName;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** A part of a file that is one chunk. */
record FileChunk(SeriesName series, Path file, long ordinal, long totalCount, long offset, long lengthBytes) {

    /** The file from the chunk's first byte on; it does not end where the chunk does. */
    InputStream open() throws IOException {
        FileInputStream content = new FileInputStream(file.toFile());
        try {
            content.getChannel().position(offset);
            return content;
        } catch (IOException | RuntimeException failed) {
            content.close();
            throw failed;
        }
    }

    /** All of it; for chunks that travel in messages. */
    byte[] bytes() throws IOException {
        try (InputStream content = open()) {
            byte[] bytes = content.readNBytes((int) lengthBytes);
            checkLength(bytes.length);
            return bytes;
        }
    }

    /** @throws IOException if the file has become shorter */
    void checkLength(long found) throws IOException {
        if (found != lengthBytes) {
            throw new IOException(file + " was changed while it was sent: chunk " + ordinal + " has " + found
                    + " bytes, not " + lengthBytes);
        }
    }
}
