package dev.convoy.runtime.junit;

import dev.convoy.runtime.stack.Component;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs parts of the local runtime beside a test class: once for the class, on free ports, in memory. Tests and lifecycle methods may
 * take as parameters
 *
 * <ul>
 *   <li>a {@link dev.convoy.runtime.stack.LocalStack}, which has every URL and connection string and lets faults happen,
 *   <li>builders of the SDK's clients that know where to go: {@code ServiceBusClientBuilder}, {@code CosmosClientBuilder},
 *       {@code BlobServiceClientBuilder},
 *   <li>a {@code DurableTaskClient} of the first app that has a task hub,
 *   <li>with {@link #manualClock} a {@link TestTime}.
 * </ul>
 *
 * <pre>{@code
 * @LocalAzure(value = Component.SERVICE_BUS, manualClock = true)
 * class ReminderTest {
 *     @Test
 *     void a_reminder_comes_after_a_day(ServiceBusClientBuilder bus, TestTime time) {
 *         …
 *         time.passes(Duration.ofDays(1));
 *     }
 * }
 * }</pre>
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LocalAzureExtension.class)
public @interface LocalAzure {

    /** What the class needs. */
    Component[] value();

    /** The stack's description; the nearest {@code convoy.json} around the working directory when empty, if there is one. */
    String stack() default "";

    /** The functions to run; empty for all of every app. */
    String[] only() default {};

    /**
     * Does time stand still until the test moves it? Emulators, task hubs, timer triggers and retry policies follow; the code of apps lives in
     * processes of its own and keeps the system's time.
     */
    boolean manualClock() default false;
}
