package dev.convoy.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The checked-out repository: its modules, sources and compiled classes. */
final class Repository {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** Modules with production code, by path. */
    static final List<String> MODULES = List.of(
            "shared-contracts",
            "result-client",
            "functions",
            "durable-orchestrations",
            "local-runtime/runtime-kit",
            "local-runtime/servicebus-emulator",
            "local-runtime/cosmos-emulator",
            "local-runtime/durable-hub",
            "local-runtime/functions-host",
            "local-runtime/offline-providers",
            "local-runtime/local-stack",
            "local-runtime/junit-extension",
            "system-tests");

    /** Reading class files takes longer than checking them. */
    private static final Map<List<String>, JavaClasses> CLASSES = new ConcurrentHashMap<>();

    private Repository() {}

    /** The production classes of the modules. */
    static JavaClasses classesOf(String... modules) {
        return CLASSES.computeIfAbsent(List.of(modules), Repository::imported);
    }

    private static JavaClasses imported(List<String> modules) {
        List<Path> folders = modules.stream()
                .map(module -> ROOT.resolve(module).resolve("target/classes"))
                .filter(Files::isDirectory)
                .toList();
        return new ClassFileImporter().importPaths(folders);
    }

    /** The Java files under the given folder of each module. */
    static List<Path> sources(String folder) {
        return MODULES.stream()
                .map(module -> ROOT.resolve(module).resolve(folder))
                .filter(Files::isDirectory)
                .flatMap(Repository::javaFiles)
                .toList();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList().stream();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
