package dev.convoy.runtime.stack;

import dev.convoy.runtime.stack.description.StackDescription;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The repository whose stack is run.
 *
 * @param home its root, the folder with the stack's description
 */
public record WorkPlace(Path home) {

    /** The launcher script's repository, or the nearest one around the working directory. */
    public static WorkPlace current() {
        String told = System.getProperty("convoy.home");
        return new WorkPlace(told == null ? nearest(Path.of("").toAbsolutePath()) : Path.of(told));
    }

    /** What the stack consists of. */
    public Path stackFile() {
        return home.resolve(StackDescription.FILE_NAME);
    }

    /** Everything that is made on the way and may be deleted while nothing runs. */
    public Path work() {
        return home.resolve(".convoy");
    }

    /** Where state lives unless said otherwise. */
    public Path data() {
        return work().resolve("data");
    }

    private static Path nearest(Path start) {
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve(StackDescription.FILE_NAME))) {
                return folder;
            }
        }
        return start;
    }
}
