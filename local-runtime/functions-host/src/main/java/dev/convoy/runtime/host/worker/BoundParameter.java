package dev.convoy.runtime.host.worker;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A parameter and what it is bound to: a binding's name (from a built-in annotation, or from one marked {@code @CustomBinding}), or a
 * name of the trigger's metadata ({@code @BindingName}), or neither (the execution context). Annotations are looked at by name,
 * since they belong to the app's class loader.
 */
record BoundParameter(
        Parameter parameter,
        Type type,
        @Nullable String name,
        @Nullable String metadataName,
        boolean implicitOutput,
        Set<String> annotations) {

    private static final String PACKAGE = "com.microsoft.azure.functions.annotation.";

    static BoundParameter of(Parameter parameter) {
        return new BoundParameter(
                parameter,
                parameter.getParameterizedType(),
                bindingName(parameter),
                metadataName(parameter),
                implicitOutput(parameter),
                Arrays.stream(parameter.getAnnotations())
                        .map(annotation -> annotation.annotationType().getSimpleName())
                        .collect(Collectors.toUnmodifiableSet()));
    }

    boolean hasAnnotation(String simpleName) {
        return annotations.contains(simpleName);
    }

    private static @Nullable String bindingName(Parameter parameter) {
        String name = null;
        for (Annotation annotation : parameter.getAnnotations()) {
            if (annotation.annotationType().getName().startsWith(PACKAGE)) {
                name = text(annotation, "name").orElse(null);
            }
            if (name == null) {
                name = customName(annotation);
            }
        }
        return name;
    }

    private static @Nullable String customName(Annotation annotation) {
        return meta(annotation, "CustomBinding")
                .flatMap(custom -> text(annotation, "name").or(() -> text(custom, "name")))
                .orElse(null);
    }

    private static @Nullable String metadataName(Parameter parameter) {
        return Arrays.stream(parameter.getAnnotations())
                .filter(annotation -> annotation.annotationType().getName().equals(PACKAGE + "BindingName"))
                .findFirst()
                .flatMap(annotation -> text(annotation, "value"))
                .orElse(null);
    }

    private static boolean implicitOutput(Parameter parameter) {
        return Arrays.stream(parameter.getAnnotations())
                .flatMap(annotation -> meta(annotation, "HasImplicitOutput").stream())
                .anyMatch(mark -> value(mark, "value").equals(Optional.of(true)));
    }

    private static Optional<Annotation> meta(Annotation annotation, String simpleName) {
        return Arrays.stream(annotation.annotationType().getAnnotations())
                .filter(meta -> meta.annotationType().getName().equals(PACKAGE + simpleName))
                .findFirst();
    }

    private static Optional<String> text(Annotation annotation, String attribute) {
        return value(annotation, attribute).filter(String.class::isInstance).map(String.class::cast);
    }

    private static Optional<Object> value(Annotation annotation, String attribute) {
        try {
            Method method = annotation.annotationType().getMethod(attribute);
            method.setAccessible(true);
            return Optional.ofNullable(method.invoke(annotation));
        } catch (NoSuchMethodException absent) {
            return Optional.empty();
        } catch (IllegalAccessException | InvocationTargetException unreadable) {
            throw new IllegalStateException("cannot read " + attribute + " of " + annotation, unreadable);
        }
    }
}
