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
 * take a {@link dev.convoy.runtime.stack.LocalStack} as parameter, which has every URL and connection string; with
 * {@link #manualClock} also a {@link dev.convoy.runtime.kit.time.ManualTimers}.
 *
 * <pre>{@code
 * @LocalAzure(Component.SERVICE_BUS)
 * class ReminderTest {
 *     @Test
 *     void a_reminder_comes_after_a_day(LocalStack azure, ManualTimers time) { … }
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

    /** Does time stand still until the test moves it? Apps, which live in processes of their own, keep the system's time. */
    boolean manualClock() default false;
}
