package dev.convoy.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An orchestrator is replayed: it must decide the same every time, so it may only ask its context. */
class OrchestratorsTest {

    private static final String CONTEXT = "com.microsoft.durabletask.TaskOrchestrationContext";

    private static final Set<String> NOT_DETERMINISTIC = Set.of(
            "java.lang.Thread",
            "java.lang.Runtime",
            "java.lang.ProcessBuilder",
            "java.lang.Math.random",
            "java.util.Random",
            "java.util.Timer",
            "java.security.SecureRandom",
            "java.time.Clock");

    private final JavaClasses app = Repository.classesOf("durable-orchestrations");

    @Test
    void there_are_orchestrators_to_look_at() {
        assertThat(app.that(ORCHESTRATION)).isNotEmpty();
    }

    @Test
    void an_orchestrator_asks_neither_clock_nor_chance_nor_thread() {
        noClasses()
                .that(ORCHESTRATION)
                .should(dependOnClassesThat(
                        describe("are not deterministic", type -> NOT_DETERMINISTIC.contains(type.getFullName()))))
                .orShould(dependOnClassesThat(resideInAnyPackage(
                        "java.util.concurrent..",
                        "java.util.random..",
                        "java.io..",
                        "java.nio..",
                        "java.net..",
                        "java.sql..",
                        "com.azure..",
                        "org.springframework.context..",
                        "org.springframework.beans..")))
                .check(app);
        noClasses()
                .that(ORCHESTRATION)
                .should()
                .callMethodWhere(describe(
                        "reads the clock or makes a random value",
                        call -> Set.of(
                                                "now",
                                                "currentTimeMillis",
                                                "nanoTime",
                                                "randomUUID",
                                                "random",
                                                "getenv",
                                                "getProperty")
                                        .contains(call.getTarget().getName())
                                && call.getTargetOwner().getPackageName().startsWith("java.")))
                .check(app);
    }

    @Test
    void an_orchestrator_has_no_static_state() {
        classes().that(ORCHESTRATION).should(HAVE_NO_STATIC_STATE).check(app);
    }

    /** Whoever takes an orchestration's context runs inside it. */
    private static final DescribedPredicate<JavaClass> ORCHESTRATION = describe(
            "take part in an orchestration",
            type -> type.getMethods().stream().anyMatch(method -> method.getRawParameterTypes().stream()
                            .anyMatch(parameter -> parameter.getFullName().equals(CONTEXT)))
                    || type.getFields().stream()
                            .anyMatch(field -> field.getRawType().getFullName().equals(CONTEXT)));

    private static final ArchCondition<JavaClass> HAVE_NO_STATIC_STATE = new ArchCondition<>("have no static state") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
            for (JavaField field : type.getFields()) {
                Set<JavaModifier> modifiers = field.getModifiers();
                if (modifiers.contains(JavaModifier.STATIC) && !modifiers.contains(JavaModifier.FINAL)) {
                    events.add(SimpleConditionEvent.violated(field, field.getFullName() + " is static and not final"));
                }
            }
        }
    };
}
