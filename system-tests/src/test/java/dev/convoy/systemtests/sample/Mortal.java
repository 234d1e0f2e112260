package dev.convoy.systemtests.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A JVM that is killed and started again, and the processes it starts. Confined to one thread. */
final class Mortal implements AutoCloseable {

    private static final Duration LAST_BREATH = Duration.ofSeconds(20);

    private final List<String> command = new ArrayList<>();
    private final Path log;
    private Optional<Process> process = Optional.empty();

    Mortal(Path log, List<String> jvmOptions, Class<?> main, List<String> arguments) {
        this.log = log;
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-Xmx300m");
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
    }

    void start() throws IOException {
        process = Optional.of(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
    }

    /** The app's JVM that it started, if one runs at the moment. */
    Optional<ProcessHandle> worker() {
        return process.stream()
                .flatMap(Process::children)
                .filter(child -> child.info().command().orElse("").endsWith("java"))
                .findFirst();
    }

    boolean isAlive() {
        return process.filter(Process::isAlive).isPresent();
    }

    /** As {@code kill -9}; whatever it had started must end by itself. */
    void kill() throws InterruptedException {
        Process victim = process.orElseThrow();
        List<ProcessHandle> family = victim.descendants().toList();
        victim.destroyForcibly().waitFor();
        awaitGone(family);
    }

    /** As Ctrl-C would: everything must end in good order. */
    @Override
    public void close() throws InterruptedException {
        if (process.isEmpty()) {
            return;
        }
        List<ProcessHandle> family = process.get().descendants().toList();
        process.get().destroy();
        assertThat(process.get().waitFor(LAST_BREATH.toSeconds(), TimeUnit.SECONDS))
                .as("ends when asked to, see %s", log)
                .isTrue();
        awaitGone(family);
    }

    private static void awaitGone(List<ProcessHandle> family) {
        await("orphans end").atMost(LAST_BREATH).until(() -> family.stream().noneMatch(ProcessHandle::isAlive));
    }
}
