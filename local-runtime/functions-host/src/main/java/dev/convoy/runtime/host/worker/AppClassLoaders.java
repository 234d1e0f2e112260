package dev.convoy.runtime.host.worker;

import com.microsoft.azure.functions.annotation.FunctionName;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The class path of an app: its jar and the jars of the {@code lib} folder beside it, then the annotations, which staged apps leave out.
 * From the worker it sees the JDK and {@code com.microsoft.azure.functions.*}; none of the worker's own libraries.
 */
final class AppClassLoaders {

    private static final String API = "com.microsoft.azure.functions.";
    private static final String ANNOTATIONS = "com.microsoft.azure.functions.annotation.";

    private AppClassLoaders() {}

    /** @throws IOException if the jar is missing or the folder cannot be read */
    static ClassLoader of(Path appJar) throws IOException {
        if (!Files.isRegularFile(appJar)) {
            throw new IOException("scriptFile " + appJar + " does not exist");
        }
        List<URL> urls = new ArrayList<>();
        urls.add(url(appJar));
        for (Path jar : libraries(appJar)) {
            urls.add(url(jar));
        }
        // As with the platform's worker, the order of the app's jars follows from a hash: nothing may rely on it.
        urls.sort(Comparator.comparingInt(url -> url.toString().hashCode()));
        urls.add(annotations());
        return new URLClassLoader("app", urls.toArray(URL[]::new), new WorkerApi());
    }

    private static List<Path> libraries(Path appJar) throws IOException {
        Optional<Path> lib = libFolder(appJar.toAbsolutePath().resolveSibling("."));
        if (lib.isEmpty()) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(lib.get())) {
            return files.filter(file -> file.toString().endsWith(".jar") && Files.isRegularFile(file))
                    .toList();
        }
    }

    private static Optional<Path> libFolder(Path appFolder) throws IOException {
        try (Stream<Path> folders = Files.list(appFolder)) {
            return folders.filter(folder ->
                            Files.isDirectory(folder) && folder.toString().endsWith("lib"))
                    .sorted()
                    .findFirst();
        }
    }

    private static URL url(Path path) throws MalformedURLException {
        return path.toUri().toURL();
    }

    private static URL annotations() throws IOException {
        try {
            return FunctionName.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI()
                    .toURL();
        } catch (URISyntaxException unreadable) {
            throw new IOException("the annotation library of the worker has no readable location", unreadable);
        }
    }

    /** What of the worker an app may see. */
    private static final class WorkerApi extends ClassLoader {

        private final ClassLoader worker = AppClassLoaders.class.getClassLoader();

        WorkerApi() {
            super("worker-api", ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith(API) && !name.startsWith(ANNOTATIONS)) {
                return worker.loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }
}
