package dev.convoy.runtime.host.worker;

import com.microsoft.azure.functions.OutputBinding;
import java.lang.invoke.WrongMethodTypeException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of one call, in the order of precedence the platform's worker uses: output, named binding, metadata, context. */
final class Arguments {

    private Arguments() {}

    static @Nullable Object[] of(InvocationContext context) {
        LoadedFunction function = context.function();
        List<BoundParameter> parameters = function.parameters();
        @Nullable Object[] arguments = new Object[parameters.size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = argument(parameters.get(i), context);
        }
        if (function.returnsValue() || function.hasImplicitOutput()) {
            context.outputs().openReturn(function.method().getReturnType(), function.hasImplicitOutput());
        }
        return arguments;
    }

    private static @Nullable Object argument(BoundParameter parameter, InvocationContext context) {
        Class<?> raw = JavaTypes.raw(parameter.type());
        String name = parameter.name();
        String metadataName = parameter.metadataName();
        if (raw != null && OutputBinding.class.isAssignableFrom(raw)) {
            return output(parameter, context);
        }
        if (name != null && !name.isEmpty()) {
            Object byMiddleware = context.replacedParameter(name);
            return byMiddleware != null ? byMiddleware : context.input(name).to(parameter.type());
        }
        if (name == null && metadataName != null && !metadataName.isEmpty()) {
            return context.metadata(metadataName).to(parameter.type());
        }
        return WireSource.of(context).to(parameter.type());
    }

    private static Object output(BoundParameter parameter, InvocationContext context) {
        Class<?> inner = JavaTypes.raw(JavaTypes.firstArgument(parameter.type()));
        String name = parameter.name();
        if (name == null || (inner != null && OutputBinding.class.isAssignableFrom(inner))) {
            throw new WrongMethodTypeException();
        }
        OutputSlot slot = context.outputs().open(name);
        if (slot == null) {
            throw new WrongMethodTypeException("parameter " + name + " has no out binding in function.json");
        }
        return slot;
    }
}
