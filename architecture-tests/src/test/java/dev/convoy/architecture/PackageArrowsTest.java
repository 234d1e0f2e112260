package dev.convoy.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Arrows between packages, read from class files. */
class PackageArrowsTest {

    private static final String FUNCTIONS = "dev.convoy.functions";
    private static final String RUNTIME = "dev.convoy.runtime";

    @ParameterizedTest
    @MethodSource("modules")
    void packages_of_a_module_form_no_cycle(String module) {
        slices().matching("dev.convoy.(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(Repository.classesOf(module));
    }

    @Test
    void a_feature_of_the_functions_app_knows_no_other_feature() {
        slices().assignedFrom(new Features()).should().notDependOnEachOther().check(Repository.classesOf("functions"));
    }

    @Test
    void the_platform_knows_no_feature_and_nothing_knows_the_wiring() {
        JavaClasses app = Repository.classesOf("functions");

        noClasses()
                .that(resideInAPackage(FUNCTIONS + ".platform.."))
                .should()
                .dependOnClassesThat(
                        resideInAPackage(FUNCTIONS + "..").and(not(resideInAPackage(FUNCTIONS + ".platform.."))))
                .check(app);
        noClasses()
                .that(resideInAPackage(FUNCTIONS + "..").and(not(resideInAPackage(FUNCTIONS + ".wiring.."))))
                .should()
                .dependOnClassesThat(resideInAPackage(FUNCTIONS + ".wiring.."))
                .check(app);
    }

    /** A shell may know the core; the core knows no shell and no wire library. */
    @ParameterizedTest
    @CsvSource({
        "servicebus-emulator, servicebus, amqp",
        "servicebus-emulator, servicebus, admin",
        "cosmos-emulator,     cosmos,     gateway",
        "durable-hub,         durable,    grpc",
        "durable-hub,         durable,    management",
    })
    void only_the_facade_knows_a_shell(String module, String part, String shell) {
        String base = RUNTIME + "." + part;

        noClasses()
                .that(resideInAPackage(base + ".*..").and(not(resideInAPackage(base + "." + shell + ".."))))
                .should()
                .dependOnClassesThat(resideInAPackage(base + "." + shell + ".."))
                .check(Repository.classesOf("local-runtime/" + module));
    }

    @ParameterizedTest
    @CsvSource({
        "servicebus-emulator, servicebus, amqp, admin",
        "cosmos-emulator,     cosmos,     gateway, gateway",
        "durable-hub,         durable,    grpc, management",
    })
    void the_core_speaks_no_wire_protocol(String module, String part, String shell, String otherShell) {
        String base = RUNTIME + "." + part;

        noClasses()
                .that(resideInAPackage(base + ".*..")
                        .and(not(resideInAnyPackage(base + "." + shell + "..", base + "." + otherShell + ".."))))
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.netty..", "io.grpc..", "org.apache.qpid..", "com.azure.."))
                .check(Repository.classesOf("local-runtime/" + module));
    }

    /** The time comes to a core as a value; nothing in it looks at the wall clock. */
    @ParameterizedTest
    @CsvSource({
        "servicebus-emulator, servicebus, amqp, admin",
        "cosmos-emulator,     cosmos,     gateway, gateway",
        "durable-hub,         durable,    grpc, management",
    })
    void the_core_looks_at_no_wall_clock(String module, String part, String shell, String otherShell) {
        String base = RUNTIME + "." + part;

        noClasses()
                .that(resideInAPackage(base + ".*..")
                        .and(not(resideInAnyPackage(base + "." + shell + "..", base + "." + otherShell + ".."))))
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(OffsetDateTime.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(Repository.classesOf("local-runtime/" + module));
    }

    @Test
    void the_hubs_engine_knows_history_and_history_knows_neither_engine_nor_store() {
        noClasses()
                .that(resideInAPackage(RUNTIME + ".durable.history.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(RUNTIME + ".durable.engine..", RUNTIME + ".durable.store.."))
                .check(Repository.classesOf("local-runtime/durable-hub"));
    }

    @Test
    void in_the_host_triggers_invoke_and_discovery_knows_neither() {
        JavaClasses host = Repository.classesOf("local-runtime/functions-host");

        noClasses()
                .that(resideInAPackage(RUNTIME + ".host.discovery.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(RUNTIME + ".host.invoke..", RUNTIME + ".host.trigger.."))
                .check(host);
        noClasses()
                .that(resideInAPackage(RUNTIME + ".host.invoke.."))
                .should()
                .dependOnClassesThat(resideInAPackage(RUNTIME + ".host.trigger.."))
                .check(host);
    }

    @Test
    void contracts_know_json_and_cloud_events_only() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..",
                        "dev.convoy.contracts..",
                        "com.fasterxml.jackson..",
                        "io.cloudevents..",
                        "org.jspecify.."))
                .check(Repository.classesOf("shared-contracts"));
    }

    @Test
    void the_local_runtime_knows_nothing_of_orders() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "dev.convoy.contracts..", "dev.convoy.functions..", "dev.convoy.orchestrations.."))
                .check(Repository.classesOf(modules()
                        .filter(module -> module.startsWith("local-runtime/"))
                        .toArray(String[]::new)));
    }

    static Stream<String> modules() {
        return Repository.MODULES.stream();
    }

    /** Direct subpackages of the app, less platform and wiring: one slice each. */
    private static final class Features implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getPackageName();
            if (!name.startsWith(FUNCTIONS + ".")) {
                return SliceIdentifier.ignore();
            }
            String rest = name.substring(FUNCTIONS.length() + 1);
            String feature = rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest;
            return feature.equals("platform") || feature.equals("wiring")
                    ? SliceIdentifier.ignore()
                    : SliceIdentifier.of(feature);
        }

        @Override
        public String getDescription() {
            return "features of the functions app";
        }
    }
}
