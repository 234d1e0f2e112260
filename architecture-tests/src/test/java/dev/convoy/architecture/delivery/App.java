package dev.convoy.architecture.delivery;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaParameter;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A function app as its class files show it: triggers, bindings, SDK clients and the settings that it reads. The class files are read
 * once, under this object's lock.
 */
enum App {
    FUNCTIONS("functions", "functions", "stf") {
        @Override
        Set<String> readSettings(Map<String, String> values) throws ReflectiveOperationException {
            var asked = new RecordingMap(values);
            invoke("dev.convoy.functions.wiring.Settings", "from", Map.class, asked);
            return asked.names();
        }
    },
    ORCHESTRATIONS("orchestrations", "durable-orchestrations", "sto") {
        @Override
        Set<String> readSettings(Map<String, String> values) throws ReflectiveOperationException {
            var asked = new RecordingMap(values);
            Function<String, String> source = asked::get;
            invoke("dev.convoy.orchestrations.wiring.AppSettings", "read", Function.class, source);
            return asked.names();
        }
    };

    private static final Pattern BLOB_CONTAINER = Pattern.compile("String \\w*CONTAINER\\w* = \"([^\"]+)\"");
    private static final Pattern PLACEHOLDER = Pattern.compile("%([^%]+)%");
    private static final String ANNOTATIONS = "com.microsoft.";

    /** As {@code apps.bicep} and {@code convoy.json} call it. */
    final String id;

    /** First letters of its host's storage account. */
    final String storagePrefix;

    private final String module;
    private @Nullable JavaClasses imported;

    App(String id, String module, String storagePrefix) {
        this.id = id;
        this.module = module;
        this.storagePrefix = storagePrefix;
    }

    /**
     * Lets the app read its settings from the given ones.
     *
     * @return the names it asked for
     * @throws ReflectiveOperationException whose cause is the app's own complaint about a missing or bad setting
     */
    abstract Set<String> readSettings(Map<String, String> values) throws ReflectiveOperationException;

    synchronized JavaClasses classes() {
        if (imported == null) {
            imported = new ClassFileImporter()
                    .importPath(Checkout.ROOT.resolve(module).resolve("target/classes"));
        }
        return imported;
    }

    /** Values of constants named {@code …CONTAINER…} in sources that work with blobs: the containers by name. */
    Set<String> blobContainers() {
        try (Stream<Path> files = Files.walk(Checkout.ROOT.resolve(module).resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(Checkout::read)
                    .filter(source -> source.contains("BlobContainers"))
                    .flatMap(source -> BLOB_CONTAINER.matcher(source).results().map((MatchResult r) -> r.group(1)))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names of all classes that the app's own refer to. */
    Set<String> usedClasses() {
        return classes().stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(dependency -> dependency.getTargetClass().getName())
                .collect(Collectors.toSet());
    }

    /** Simple names of the binding annotations on function parameters, such as {@code ServiceBusQueueTrigger}. */
    Set<String> bindings() {
        return bindingAnnotations().map(a -> a.getRawType().getSimpleName()).collect(Collectors.toSet());
    }

    /** Connections that bindings name, with the kind of service: {@code ServiceBus} or {@code Cosmos}. */
    Map<String, String> bindingConnections() {
        return bindingAnnotations()
                .filter(annotation -> annotation.get("connection").isPresent())
                .collect(Collectors.toMap(
                        annotation -> text(annotation, "connection"),
                        annotation ->
                                annotation.getRawType().getSimpleName().startsWith("Cosmos") ? "Cosmos" : "ServiceBus",
                        (first, second) -> first));
    }

    /** Settings that bindings name as {@code %Name%}. */
    Set<String> placeholders() {
        return bindingAnnotations()
                .flatMap(annotation -> annotation.getProperties().values().stream())
                .filter(String.class::isInstance)
                .flatMap(value -> PLACEHOLDER.matcher((String) value).results().map((MatchResult r) -> r.group(1)))
                .collect(Collectors.toSet());
    }

    /** Names by {@code @FunctionName} of the functions that the binding annotation of the given simple name triggers. */
    Set<String> functionsTriggeredBy(String trigger) {
        return classes().stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getParameters().stream()
                        .flatMap(parameter -> parameter.getAnnotations().stream())
                        .anyMatch(annotation ->
                                annotation.getRawType().getSimpleName().equals(trigger)))
                .flatMap(method -> method.getAnnotations().stream())
                .filter(annotation -> annotation.getRawType().getSimpleName().equals("FunctionName"))
                .map(annotation -> text(annotation, "value"))
                .collect(Collectors.toSet());
    }

    private Stream<JavaAnnotation<JavaParameter>> bindingAnnotations() {
        return classes().stream()
                .map(JavaClass::getMethods)
                .flatMap(Set::stream)
                .flatMap(method -> method.getParameters().stream())
                .flatMap(parameter -> parameter.getAnnotations().stream())
                .filter(annotation -> annotation.getRawType().getName().startsWith(ANNOTATIONS));
    }

    private static String text(JavaAnnotation<?> annotation, String property) {
        return String.valueOf(annotation.get(property).orElse(""));
    }

    private static void invoke(String type, String method, Class<?> parameter, Object argument)
            throws ReflectiveOperationException {
        var found = Class.forName(type).getDeclaredMethod(method, parameter);
        found.setAccessible(true);
        found.invoke(null, argument);
    }
}
