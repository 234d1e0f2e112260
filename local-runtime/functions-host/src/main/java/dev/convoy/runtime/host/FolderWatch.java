package dev.convoy.runtime.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Looks at a staged folder from time to time and tells of a change once nothing has changed any more for a while: a build writes many
 * files. Only what an app is made of counts, since an app may write into its own folder. On a thread of its own.
 */
final class FolderWatch implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(700);

    private final Path folder;
    private final Runnable changed;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    private FolderWatch(Path folder, Runnable changed) {
        this.folder = folder;
        this.changed = changed;
        thread = new Thread(this::run, "watch-" + folder.getFileName());
        thread.setDaemon(true);
    }

    static FolderWatch start(Path folder, Runnable changed) {
        FolderWatch watch = new FolderWatch(folder, changed);
        watch.thread.start();
        return watch;
    }

    /** Looks no more; a restart that is under way is finished first. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Optional<List<Part>> known = look();
        Optional<List<Part>> last = known;
        try {
            while (!closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                Optional<List<Part>> seen = look();
                if (seen.isPresent() && seen.equals(last) && !seen.equals(known)) {
                    known = seen;
                    changed.run();
                }
                last = seen;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the app is made of, or nothing while the folder is half there. */
    private Optional<List<Part>> look() {
        if (!Files.isRegularFile(folder.resolve("host.json"))) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return Optional.of(files.filter(FolderWatch::matters)
                    .map(FolderWatch::part)
                    .sorted(Comparator.comparing(Part::file))
                    .toList());
        } catch (IOException | UncheckedIOException vanishing) {
            return Optional.empty(); // a build is at work; the next look sees what becomes of it
        }
    }

    private static boolean matters(Path file) {
        String name = Objects.toString(file.getFileName());
        return name.endsWith(".jar")
                || name.equals("host.json")
                || name.equals("local.settings.json")
                || name.equals("function.json");
    }

    private static Part part(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Part(
                    file, attributes.size(), attributes.lastModifiedTime().toMillis());
        } catch (IOException vanished) {
            throw new UncheckedIOException(vanished);
        }
    }

    private record Part(Path file, long sizeBytes, long modifiedMillis) {}
}
