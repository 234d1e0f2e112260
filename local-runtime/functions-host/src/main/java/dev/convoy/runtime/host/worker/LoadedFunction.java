package dev.convoy.runtime.host.worker;

import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import dev.convoy.runtime.host.rpc.BindingInfo;
import dev.convoy.runtime.host.rpc.RpcFunctionMetadata;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One function: the single public method its entry point names, declared on exactly that class, and the names it may write to.
 * Overloads are an error, as with the platform's worker.
 */
record LoadedFunction(
        String name, Class<?> type, Method method, List<BoundParameter> parameters, Set<String> outputNames) {

    static LoadedFunction load(RpcFunctionMetadata metadata, ClassLoader classes)
            throws ClassNotFoundException, NoSuchMethodException {
        String entryPoint = metadata.getEntryPoint().trim();
        int dot = entryPoint.lastIndexOf('.');
        if (dot <= 0 || dot == entryPoint.length() - 1) {
            throw new IllegalArgumentException("\"" + entryPoint + "\" is not a qualified full Java method name");
        }
        Class<?> type = Class.forName(entryPoint.substring(0, dot), false, classes);
        Method method = onlyMethod(type, entryPoint.substring(dot + 1));
        List<BoundParameter> parameters =
                Arrays.stream(method.getParameters()).map(BoundParameter::of).toList();
        return new LoadedFunction(metadata.getName(), type, method, parameters, outputNames(metadata));
    }

    /** A parameter whose annotation gives the function an output of its own, as orchestration and activity triggers do. */
    boolean hasImplicitOutput() {
        return parameters.stream().anyMatch(BoundParameter::implicitOutput);
    }

    boolean returnsValue() {
        return method.getReturnType() != void.class && method.getReturnType() != Void.class;
    }

    /** Binds the arguments and calls the method; an exception of the app arrives wrapped, as middleware expects it. */
    Object call(InvocationContext context, FunctionInstanceInjector injector) throws Exception {
        Object[] arguments = Arguments.of(context);
        Object instance = Modifier.isStatic(method.getModifiers()) ? null : injector.getInstance(type);
        try {
            return method.invoke(instance, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown;
        }
    }

    private static Method onlyMethod(Class<?> type, String name) throws NoSuchMethodException {
        List<Method> named = Arrays.stream(type.getMethods())
                .filter(method -> method.getDeclaringClass() == type)
                .filter(method -> method.getName().equals(name))
                .toList();
        if (named.isEmpty()) {
            throw new NoSuchMethodException(
                    "There are no methods named \"" + name + "\" in class \"" + type.getName() + "\"");
        }
        if (named.size() > 1) {
            throw new UnsupportedOperationException("Found more than one function with method name \"" + name
                    + "\" in class \"" + type.getName() + "\"");
        }
        return named.getFirst();
    }

    private static Set<String> outputNames(RpcFunctionMetadata metadata) {
        Set<String> names = new HashSet<>();
        for (Map.Entry<String, BindingInfo> binding : metadata.getBindingsMap().entrySet()) {
            if (binding.getValue().getDirection() != BindingInfo.Direction.in) {
                names.add(binding.getKey());
            }
        }
        return Set.copyOf(names);
    }
}
