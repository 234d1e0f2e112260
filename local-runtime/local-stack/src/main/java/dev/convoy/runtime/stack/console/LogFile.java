package dev.convoy.runtime.stack.console;

import dev.convoy.runtime.stack.StackLog;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A stack's log in a file, for runs whose terminal shows something else. Thread-safe. */
public final class LogFile implements StackLog, AutoCloseable {

    private final Path path;
    private final PrintStream out;
    private final Console lines;

    private LogFile(Path path, PrintStream out) {
        this.path = path;
        this.out = out;
        lines = new Console(out, false);
    }

    /**
     * A new file in the folder, named after this process too, so that two runs do not share one.
     *
     * @throws IllegalStateException if it cannot be made
     */
    public static LogFile create(Path folder, String name) {
        Path path = folder.resolve(name + "-" + ProcessHandle.current().pid() + ".log");
        try {
            Files.createDirectories(folder);
            return new LogFile(path, new PrintStream(Files.newOutputStream(path), true, StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new IllegalStateException("the log file " + path + " cannot be made: " + failed, failed);
        }
    }

    public Path path() {
        return path;
    }

    @Override
    public void line(String part, String line) {
        lines.line(part, line);
    }

    @Override
    public void close() {
        out.close();
    }
}
