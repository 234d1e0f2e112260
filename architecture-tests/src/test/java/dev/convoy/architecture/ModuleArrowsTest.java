package dev.convoy.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Arrows between Maven modules, read from the poms. Test scope is free: tests may meet what production may not. */
class ModuleArrowsTest {

    /** Convoy's own modules that a module may need. Modules that are not listed here may need any. */
    private static final Map<String, Set<String>> OWN = Map.ofEntries(
            Map.entry("shared-contracts", Set.of()),
            Map.entry("result-client", Set.of("shared-contracts")),
            Map.entry("functions", Set.of("shared-contracts")),
            Map.entry("durable-orchestrations", Set.of("shared-contracts")),
            Map.entry("local-runtime/runtime-kit", Set.of()),
            Map.entry("local-runtime/servicebus-emulator", Set.of("runtime-kit")),
            Map.entry("local-runtime/cosmos-emulator", Set.of("runtime-kit")),
            Map.entry("local-runtime/durable-hub", Set.of("runtime-kit")),
            Map.entry("local-runtime/functions-host", Set.of("runtime-kit")),
            Map.entry("local-runtime/offline-providers", Set.of()),
            Map.entry(
                    "local-runtime/local-stack",
                    Set.of(
                            "runtime-kit",
                            "servicebus-emulator",
                            "cosmos-emulator",
                            "durable-hub",
                            "functions-host",
                            "offline-providers")),
            Map.entry("local-runtime/junit-extension", Set.of("local-stack", "runtime-kit")));

    /** Group ids of libraries that a module may need, where the architecture limits them. */
    private static final Map<String, Set<String>> LIBRARIES = Map.of(
            "shared-contracts", Set.of("com.fasterxml.jackson", "io.cloudevents", "org.jspecify"),
            "result-client", Set.of("dev.convoy", "com.azure", "info.picocli", "org.slf4j"),
            "local-runtime/runtime-kit", Set.of("org.slf4j", "org.jspecify"));

    /** What must never be a production dependency of the local runtime or the contracts. */
    private static final List<String> APP_LIBRARIES = List.of("org.springframework", "io.github.resilience4j");

    @TestFactory
    Stream<DynamicTest> a_module_needs_only_the_modules_it_may_need() {
        return OWN.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> assertThat(production(entry.getKey()))
                        .filteredOn(dependency -> dependency.group().equals("dev.convoy"))
                        .extracting(Dependency::artifact)
                        .isSubsetOf(entry.getValue())));
    }

    @TestFactory
    Stream<DynamicTest> a_module_needs_only_the_libraries_it_may_need() {
        return LIBRARIES.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> assertThat(production(entry.getKey()))
                        .extracting(Dependency::group)
                        .allMatch(group -> entry.getValue().stream().anyMatch(group::startsWith))));
    }

    @Test
    void neither_the_contracts_nor_the_local_runtime_know_spring() {
        List<String> modules = OWN.keySet().stream()
                .filter(module -> module.startsWith("local-runtime/") || module.equals("shared-contracts"))
                .toList();

        for (String module : modules) {
            assertThat(production(module))
                    .as(module)
                    .extracting(Dependency::group)
                    .noneMatch(group -> APP_LIBRARIES.stream().anyMatch(group::startsWith));
        }
    }

    @Test
    void nothing_needs_the_tests_or_the_benchmarks() {
        for (String module : OWN.keySet()) {
            assertThat(all(module))
                    .as(module)
                    .extracting(Dependency::artifact)
                    .doesNotContain("system-tests", "architecture-tests", "benchmarks");
        }
    }

    private static List<Dependency> production(String module) {
        return all(module).stream()
                .filter(dependency -> !dependency.scope().equals("test"))
                .toList();
    }

    private static List<Dependency> all(String module) {
        try {
            Element project = DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(Repository.ROOT.resolve(module).resolve("pom.xml").toFile())
                    .getDocumentElement();
            NodeList nodes = project.getElementsByTagName("dependency");
            List<Dependency> dependencies = new ArrayList<>();
            for (int i = 0; i < nodes.getLength(); i++) {
                Element node = (Element) nodes.item(i);
                dependencies.add(new Dependency(text(node, "groupId"), text(node, "artifactId"), text(node, "scope")));
            }
            return dependencies;
        } catch (IOException | ParserConfigurationException | SAXException failed) {
            throw new IllegalStateException("pom of " + module + " cannot be read", failed);
        }
    }

    private static String text(Element node, String name) {
        NodeList found = node.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().trim();
    }

    private record Dependency(String group, String artifact, String scope) {}
}
