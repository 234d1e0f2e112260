package dev.convoy.runtime.servicebus.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Conformance is conformance to something: every test says to what. */
class SourcesTest {

    private static final List<Class<? extends Annotation>> MARKERS =
            List.of(FromDocs.class, FromSdk.class, Unverified.class);

    @Test
    void every_conformance_test_names_its_source() throws Exception {
        List<Method> tests = suites().flatMap(suite -> Stream.of(suite.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Test.class))
                .toList();

        assertThat(tests).hasSizeGreaterThan(40);
        assertThat(tests)
                .filteredOn(test -> !isMarked(test) && !isMarked(test.getDeclaringClass()))
                .isEmpty();
    }

    private static boolean isMarked(AnnotatedElement element) {
        return MARKERS.stream().anyMatch(element::isAnnotationPresent);
    }

    private static Stream<Class<?>> suites() throws IOException, URISyntaxException, ClassNotFoundException {
        Path classes = Path.of(
                        SourcesTest.class.getResource("SourcesTest.class").toURI())
                .getParent();
        try (Stream<Path> files = Files.list(classes)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("ConformanceTest.class"))
                    .toList();
            Stream.Builder<Class<?>> suites = Stream.builder();
            for (String name : names) {
                suites.add(Class.forName(SourcesTest.class.getPackageName() + "." + name.replace(".class", "")));
            }
            return suites.build();
        }
    }
}
