package dev.convoy.architecture.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Folders of the checked-out repository, and copies of them to break. */
final class Checkout {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    static final Path INFRA = ROOT.resolve("infra-bicep");
    static final Path WORKFLOWS = ROOT.resolve(".github/workflows");

    private Checkout() {}

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A copy of a folder below {@code target}, with one text replaced in one of its files. */
    static Path brokenCopy(Path folder, Path target, String file, String text, String replacement) {
        Path copy = target.resolve(folder.getFileName());
        copy(folder, copy);
        replace(copy.resolve(file), text, replacement);
        return copy;
    }

    /** Replaces a text that must be there. */
    static void replace(Path file, String text, String replacement) {
        String before = read(file);
        if (!before.contains(text)) {
            throw new IllegalArgumentException(file.getFileName() + " does not contain: " + text);
        }
        write(file, before.replace(text, replacement));
    }

    static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path folder, Path target) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Path place = target.resolve(folder.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(place);
                } else {
                    Files.copy(file, place);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
