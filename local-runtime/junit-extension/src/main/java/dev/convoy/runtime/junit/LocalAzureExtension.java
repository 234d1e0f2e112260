package dev.convoy.runtime.junit;

import dev.convoy.runtime.stack.HostOptions;
import dev.convoy.runtime.stack.LocalStack;
import dev.convoy.runtime.stack.StackSettings;
import dev.convoy.runtime.stack.WorkPlace;
import dev.convoy.runtime.stack.WorkerOptions;
import dev.convoy.runtime.stack.description.StackDescription;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Starts and stops what {@link LocalAzure} asks for. Stateless: what runs is kept in the class's store, which closes it. */
final class LocalAzureExtension implements BeforeAllCallback, ParameterResolver {

    private static final ExtensionContext.Namespace STORE =
            ExtensionContext.Namespace.create(LocalAzureExtension.class);

    /** Where a manual clock starts: a Thursday noon, far from any change of day, month or summer time. */
    private static final Instant START = Instant.parse("2026-01-15T12:00:00Z");

    LocalAzureExtension() {}

    @Override
    public void beforeAll(ExtensionContext context) {
        running(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == LocalStack.class
                || (type == TestTime.class && wanted(context).manualClock())
                || Clients.areOf(type);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Running running = running(context);
        Class<?> type = parameter.getParameter().getType();
        if (type == LocalStack.class) {
            return running.stack();
        }
        return type == TestTime.class
                ? running.time().orElseThrow()
                : running.clients().of(type);
    }

    private static Running running(ExtensionContext context) {
        Class<?> testClass = context.getRequiredTestClass();
        return context.getStore(STORE).getOrComputeIfAbsent(testClass, any -> start(wanted(context)), Running.class);
    }

    private static LocalAzure wanted(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getRequiredTestClass(), LocalAzure.class)
                .orElseThrow(() -> new IllegalStateException("no @LocalAzure on " + context.getRequiredTestClass()));
    }

    private static Running start(LocalAzure wanted) {
        WorkPlace place = WorkPlace.current();
        StackSettings settings = StackSettings.defaults(description(wanted, place), place.work())
                .withComponents(Set.of(wanted.value()))
                .withWorkerOptions(WorkerOptions.defaults())
                .withHosts(new HostOptions(Set.of(wanted.only()), false, false, Optional.empty()))
                .withFreePorts();
        if (!wanted.manualClock()) {
            return Running.of(LocalStack.start(settings), Optional.empty());
        }
        TestTime time = new TestTime(START);
        return Running.of(LocalStack.start(settings.withTimers(time)), Optional.of(time));
    }

    private static StackDescription description(LocalAzure wanted, WorkPlace place) {
        if (!wanted.stack().isEmpty()) {
            return StackDescription.read(Path.of(wanted.stack()));
        }
        return Files.isRegularFile(place.stackFile())
                ? StackDescription.read(place.stackFile())
                : StackDescription.empty();
    }

    /** A stack with its clients and its time, closed with the store. */
    private record Running(LocalStack stack, Clients clients, Optional<TestTime> time) implements AutoCloseable {

        static Running of(LocalStack stack, Optional<TestTime> time) {
            return new Running(stack, new Clients(stack), time);
        }

        @Override
        public void close() {
            clients.close();
            stack.close();
            time.ifPresent(TestTime::close);
        }
    }
}
