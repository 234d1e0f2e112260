package dev.convoy.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Conventions that only the sources show. */
class SourcesTest {

    private static final int LONGEST_FILE = 500;
    private static final Set<String> SAYS_NOTHING = Set.of("impl", "util", "utils", "common", "manager", "helper");

    private final List<Path> production = Repository.sources("src/main/java");
    private final List<Path> tests = Repository.sources("src/test/java");

    @Test
    void every_package_says_what_it_is_and_minds_nulls() {
        Set<Path> packages = production.stream().map(Path::getParent).collect(Collectors.toCollection(TreeSet::new));

        assertThat(packages).allSatisfy(folder -> assertThat(folder.resolve("package-info.java"))
                .exists()
                .content()
                .contains("@NullMarked", "/**"));
    }

    @Test
    void no_file_is_longer_than_a_person_reads() {
        assertThat(Stream.concat(production.stream(), tests.stream()))
                .allSatisfy(file -> assertThat(Repository.read(file).lines().count())
                        .as(file.toString())
                        .isLessThanOrEqualTo(LONGEST_FILE));
    }

    @Test
    void no_package_is_named_for_nothing() {
        assertThat(production)
                .noneMatch(file ->
                        SAYS_NOTHING.contains(String.valueOf(file.getParent().getFileName())));
    }

    @Test
    void tests_wait_for_facts_and_are_never_switched_off() {
        assertThat(tests)
                .filteredOn(file -> file.toString().endsWith("Test.java"))
                .allSatisfy(file -> {
                    assertThat(Repository.read(file))
                            .as(file.toString())
                            .doesNotContainPattern("Thread\\.sleep\\(|@Disabled\\b");
                });
    }
}
