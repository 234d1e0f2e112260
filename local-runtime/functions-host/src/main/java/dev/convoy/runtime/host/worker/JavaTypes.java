package dev.convoy.runtime.host.worker;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Questions about generic types. */
final class JavaTypes {

    private JavaTypes() {}

    /** The class behind a type; null for wildcards and type variables, which the platform's worker cannot bind either. */
    static @Nullable Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> plain -> plain;
            case ParameterizedType generic -> (Class<?>) generic.getRawType();
            case GenericArrayType array -> {
                Class<?> component = raw(array.getGenericComponentType());
                yield component == null ? null : component.arrayType();
            }
            default -> null;
        };
    }

    /** The first type argument, or Object. */
    static Type firstArgument(Type type) {
        if (type instanceof ParameterizedType generic && generic.getActualTypeArguments().length > 0) {
            return generic.getActualTypeArguments()[0];
        }
        return Object.class;
    }
}
