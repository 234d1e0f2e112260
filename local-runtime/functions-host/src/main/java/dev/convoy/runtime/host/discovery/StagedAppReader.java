package dev.convoy.runtime.host.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads a staged folder. A function is a folder with a {@code function.json}; its name is the folder's. */
public final class StagedAppReader {

    private static final String FUNCTION_FILE = "function.json";
    private static final String SETTINGS_FILE = "local.settings.json";

    private StagedAppReader() {}

    /**
     * Reads and checks the app; the overriding settings win over those of {@code local.settings.json}.
     *
     * @throws BrokenAppException naming file and field of the first thing that is wrong
     */
    public static StagedApp read(Path folder, Map<String, String> overriding) {
        if (!Files.isDirectory(folder)) {
            throw new BrokenAppException("staged folder " + folder + " does not exist");
        }
        AppSettings settings = new AppSettings(localSettings(folder), overriding);
        ObjectNode hostJson = JsonFile.read(folder.resolve("host.json"), "host.json");
        HostJsonOverrides.apply(hostJson, settings);
        HostJson host = HostJson.read(new Fields("host.json:", hostJson, settings));
        List<FunctionDefinition> functions = new ArrayList<>();
        for (Path functionFolder : functionFolders(folder)) {
            function(functionFolder, settings).ifPresent(functions::add);
        }
        return new StagedApp(folder, host, settings, functions);
    }

    private static Map<String, String> localSettings(Path folder) {
        Path file = folder.resolve(SETTINGS_FILE);
        if (!Files.exists(file)) {
            return Map.of();
        }
        JsonNode values = JsonFile.read(file, SETTINGS_FILE).path("Values");
        if (!values.isMissingNode() && !values.isObject()) {
            throw new BrokenAppException(SETTINGS_FILE + ": Values is not an object");
        }
        Map<String, String> settings = new LinkedHashMap<>();
        values.properties().forEach(entry -> {
            if (!entry.getValue().isValueNode()) {
                throw new BrokenAppException(SETTINGS_FILE + ": Values." + entry.getKey() + " is not a text");
            }
            settings.put(entry.getKey(), entry.getValue().asText());
        });
        return settings;
    }

    private static List<Path> functionFolders(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(child -> Files.isRegularFile(child.resolve(FUNCTION_FILE)))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new BrokenAppException("staged folder " + folder + " cannot be read", unreadable);
        }
    }

    private static Optional<FunctionDefinition> function(Path folder, AppSettings settings) {
        String name = String.valueOf(folder.getFileName());
        String label = name + "/" + FUNCTION_FILE;
        Fields fields = new Fields(label + ":", JsonFile.read(folder.resolve(FUNCTION_FILE), label), settings);
        boolean disabled = fields.flag("disabled", false)
                || settings.get("AzureWebJobs." + name + ".Disabled")
                        .filter("true"::equalsIgnoreCase)
                        .isPresent();
        return disabled ? Optional.empty() : Optional.of(function(name, folder, fields));
    }

    private static FunctionDefinition function(String name, Path folder, Fields fields) {
        String script = fields.requiredText("scriptFile");
        Path scriptFile = folder.resolve(script).normalize();
        if (!Files.isRegularFile(scriptFile)) {
            throw fields.broken("scriptFile", "does not exist: " + script);
        }
        List<Binding> bindings = bindings(fields);
        List<Binding> triggers = bindings.stream().filter(Binding::isTrigger).toList();
        if (triggers.size() != 1) {
            throw fields.broken("bindings", "must have exactly one trigger, has " + triggers.size());
        }
        Optional<RetryPolicy> retry = fields.node("retry").isPresent()
                ? Optional.of(RetryPolicy.read(fields.object("retry")))
                : Optional.empty();
        return new FunctionDefinition(
                name,
                scriptFile.toAbsolutePath().toString(),
                fields.requiredText("entryPoint"),
                triggers.getFirst(),
                bindings,
                retry);
    }

    private static List<Binding> bindings(Fields fields) {
        JsonNode array = fields.node("bindings").orElseGet(JsonNodeFactory.instance::arrayNode);
        if (!array.isArray()) {
            throw fields.broken("bindings", "is not a list");
        }
        List<Binding> bindings = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < array.size(); i++) {
            String where = fields.where() + " bindings[" + i + "]";
            if (!(array.get(i) instanceof ObjectNode object)) {
                throw new BrokenAppException(where + " is not an object");
            }
            Binding binding = Binding.read(new Fields(where, object, fields.settings()));
            if (!names.add(binding.name())) {
                throw new BrokenAppException(where + ".name " + binding.name() + " is used twice");
            }
            bindings.add(binding);
        }
        return bindings;
    }
}
