package dev.convoy.runtime.host;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** A staged folder in the making, laid out as the Functions Maven plugin does it. */
final class StagedFolder {

    private static final String APP_PACKAGE = "dev/convoy/runtime/host/sampleapp";
    private static final String APP_JAR = "sample-app.jar";

    private final Path folder;

    StagedFolder(Path folder) throws IOException, URISyntaxException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("lib"));
        writeHostJson("{\"version\":\"2.0\"}");
        packApp();
    }

    Path path() {
        return folder;
    }

    StagedFolder writeHostJson(String text) throws IOException {
        Files.writeString(folder.resolve("host.json"), text);
        return this;
    }

    StagedFolder writeSettings(String text) throws IOException {
        Files.writeString(folder.resolve("local.settings.json"), text);
        return this;
    }

    /** A jar the app brings along. */
    StagedFolder withLibraryOf(Class<?> type) throws IOException, URISyntaxException {
        Path jar =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        Files.copy(jar, folder.resolve("lib").resolve(jar.getFileName()));
        return this;
    }

    /** An HTTP function of {@code HttpSamples}; {@code extra} are further fields of the trigger. */
    StagedFolder http(String name, String method, String extra) throws IOException {
        return function(name, "HttpSamples." + method, """
                {"type":"httpTrigger","name":"req","direction":"in","authLevel":"ANONYMOUS"%s},
                {"type":"http","name":"$return","direction":"out"}""".formatted(extra));
    }

    StagedFolder function(String name, String entryPoint, String bindings) throws IOException {
        return functionJson(name, """
                {"scriptFile":"../%s","entryPoint":"dev.convoy.runtime.host.sampleapp.%s","bindings":[%s]}""".formatted(APP_JAR, entryPoint, bindings));
    }

    StagedFolder functionJson(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(name));
        Files.writeString(folder.resolve(name).resolve("function.json"), text);
        return this;
    }

    private void packApp() throws IOException, URISyntaxException {
        Path classes = Path.of(StagedFolder.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(folder.resolve(APP_JAR)));
                Stream<Path> files = Files.walk(classes.resolve(APP_PACKAGE))) {
            for (Path file : sorted(files)) {
                jar.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, jar);
                jar.closeEntry();
            }
        }
    }

    private static List<Path> sorted(Stream<Path> files) {
        return files.filter(Files::isRegularFile).sorted().toList();
    }
}
