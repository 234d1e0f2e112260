package dev.convoy.architecture.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A program of the folder {@code tooling}, run to its end with an environment that holds only what is given and a path. */
final class Tool {

    private static final Path TOOLING = Checkout.ROOT.resolve("tooling");
    private static final Path CHECKS = TOOLING.resolve("checks");
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private Tool() {}

    /** What a program ended with. */
    record Result(int exitCode, String out, String err) {}

    /** Runs a script of {@code tooling/checks} on Node, after making sure that its packages are there. */
    static Result check(Map<String, String> environment, String script, Path... arguments) {
        Holder.installed();
        List<String> command =
                new ArrayList<>(List.of("node", CHECKS.resolve(script).toString()));
        for (Path argument : arguments) {
            command.add(argument.toString());
        }
        return run(environment, command);
    }

    /** Runs a shell script of {@code tooling}. */
    static Result script(Map<String, String> environment, String script, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("bash", TOOLING.resolve(script).toString()));
        command.addAll(List.of(arguments));
        return run(environment, command);
    }

    static Result run(Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(Checkout.ROOT.toFile());
        Map<String, String> inherited = Map.copyOf(builder.environment());
        builder.environment().clear();
        builder.environment().put("PATH", inherited.getOrDefault("PATH", ""));
        builder.environment().put("HOME", inherited.getOrDefault("HOME", ""));
        builder.environment().putAll(environment);
        try {
            return ended(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Result ended(Process process) throws IOException {
        process.getOutputStream().close();
        CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process, true));
        String out = text(process, false);
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("no end after " + LIMIT + ": " + process.info());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return new Result(process.exitValue(), out, err.join());
    }

    private static String text(Process process, boolean error) {
        try (var stream = error ? process.getErrorStream() : process.getInputStream()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Installs the npm packages once per JVM; the script itself knows whether there is anything to do. */
    private static final class Holder {

        private static final Result INSTALL = script(System.getenv(), "npm-install", CHECKS.toString());

        static void installed() {
            if (INSTALL.exitCode() != 0) {
                throw new IllegalStateException("npm packages of tooling/checks: " + INSTALL.err());
            }
        }
    }
}
