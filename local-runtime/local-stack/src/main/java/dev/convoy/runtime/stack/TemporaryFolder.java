package dev.convoy.runtime.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for data that is thrown away: closing deletes it with all that is in it. */
public final class TemporaryFolder implements AutoCloseable {

    private final Path path;

    private TemporaryFolder(Path path) {
        this.path = path;
    }

    /**
     * A new folder in the system's place for such.
     *
     * @throws StackException if it cannot be made
     */
    public static TemporaryFolder create(String prefix) {
        try {
            return new TemporaryFolder(Files.createTempDirectory(prefix));
        } catch (IOException failed) {
            throw new StackException("no temporary folder can be made: " + failed, failed);
        }
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() {
        deleteAll(path);
    }

    /**
     * Deletes the folder and everything in it; does nothing when there is none.
     *
     * @throws StackException if a file cannot be deleted
     */
    public static void deleteAll(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failed) {
            throw new StackException(folder + " cannot be deleted: " + failed, failed);
        }
    }
}
