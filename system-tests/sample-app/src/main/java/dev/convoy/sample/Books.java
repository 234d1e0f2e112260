package dev.convoy.sample;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Effects on disk, below the folder that the setting {@code SAGA_BOOKS} names, where they outlive every process: one file per effect, which is
 * created once, and one byte more in a second file for every attempt.
 *
 * <pre>
 * books/7/charge      entered once
 * attempts/7/charge   a byte per attempt
 * </pre>
 */
final class Books {

    private static final String SETTING = "SAGA_BOOKS";

    private Books() {}

    static void enter(String effect) throws IOException {
        Path root = Path.of(System.getenv(SETTING));
        Path attempts = root.resolve("attempts").resolve(effect);
        Files.createDirectories(attempts.getParent());
        Files.write(attempts, new byte[] {'|'}, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        Path entry = root.resolve("books").resolve(effect);
        Files.createDirectories(entry.getParent());
        try {
            Files.createFile(entry);
        } catch (FileAlreadyExistsException before) {
            // An earlier attempt had its effect, and its answer was lost: exactly what idempotency is for.
        }
    }
}
