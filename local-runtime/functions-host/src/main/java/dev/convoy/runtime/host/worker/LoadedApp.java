package dev.convoy.runtime.host.worker;

import com.microsoft.azure.functions.internal.spi.middleware.Middleware;
import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import dev.convoy.runtime.host.rpc.FunctionLoadRequest;
import dev.convoy.runtime.host.rpc.InvocationRequest;
import dev.convoy.runtime.host.rpc.InvocationResponse;
import dev.convoy.runtime.host.rpc.RpcLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The app in this JVM: one class loader, its middleware and injector, and the functions loaded so far. Loading is guarded by this
 * object's lock; invoking needs none.
 */
final class LoadedApp {

    private final Map<String, LoadedFunction> functions = new ConcurrentHashMap<>();
    private volatile Path appDirectory = Path.of("");
    private volatile @Nullable Surroundings surroundings;

    void usesAppDirectory(String directory) {
        appDirectory = Path.of(directory);
    }

    /** Loads one function; the first one fixes the class path. */
    void load(FunctionLoadRequest request) throws IOException, ClassNotFoundException, NoSuchMethodException {
        Surroundings around = surroundings(request.getMetadata().getScriptFile());
        functions.put(request.getFunctionId(), LoadedFunction.load(request.getMetadata(), around.classes()));
    }

    /** Runs one invocation to its end and fills in what it returned. */
    void invoke(InvocationRequest request, InvocationResponse.Builder response, Consumer<RpcLog> logs)
            throws Exception {
        LoadedFunction function = functions.get(request.getFunctionId());
        Surroundings around = surroundings;
        if (function == null || around == null) {
            throw new NoSuchMethodException("Cannot find method with ID \"" + request.getFunctionId() + "\"");
        }
        InvocationContext context = new InvocationContext(function, request, logs);
        List<Middleware> chain = new ArrayList<>(around.middleware());
        chain.add((ignored, end) -> call(context, around));
        new Chain(chain.iterator()).doNext(context);
        context.outputs().writeTo(response);
    }

    private static void call(InvocationContext context, Surroundings around) throws Exception {
        Thread thread = Thread.currentThread();
        try {
            thread.setContextClassLoader(around.classes());
            context.updateReturnValue(context.function().call(context, around.injector()));
        } finally {
            thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        }
    }

    private Surroundings surroundings(String scriptFile) throws IOException {
        Surroundings known = surroundings;
        if (known != null) {
            return known;
        }
        synchronized (this) {
            Surroundings loaded = surroundings;
            if (loaded == null) {
                loaded = Surroundings.load(AppClassLoaders.of(appDirectory.resolve(scriptFile)));
                surroundings = loaded;
            }
            return loaded;
        }
    }

    /** What every function of the app shares. */
    private record Surroundings(ClassLoader classes, List<Middleware> middleware, FunctionInstanceInjector injector) {

        static Surroundings load(ClassLoader classes) {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            try {
                thread.setContextClassLoader(classes);
                List<Middleware> middleware = new ArrayList<>();
                ServiceLoader.load(Middleware.class).forEach(middleware::add);
                return new Surroundings(classes, List.copyOf(middleware), findInjector());
            } finally {
                thread.setContextClassLoader(before);
            }
        }

        private static FunctionInstanceInjector findInjector() {
            Iterator<FunctionInstanceInjector> found =
                    ServiceLoader.load(FunctionInstanceInjector.class).iterator();
            if (!found.hasNext()) {
                return new PlainInstances();
            }
            FunctionInstanceInjector injector = found.next();
            if (found.hasNext()) {
                throw new IllegalStateException(
                        "Customer function app has multiple FunctionInstanceInjector implementations");
            }
            return injector;
        }
    }

    /** Without an injector: a new instance for every invocation. */
    private static final class PlainInstances implements FunctionInstanceInjector {

        @Override
        public <T> T getInstance(Class<T> functionClass) throws Exception {
            return functionClass.getConstructor().newInstance();
        }
    }

    private record Chain(Iterator<Middleware> rest)
            implements com.microsoft.azure.functions.internal.spi.middleware.MiddlewareChain {

        @Override
        public void doNext(com.microsoft.azure.functions.internal.spi.middleware.MiddlewareContext context)
                throws Exception {
            if (rest.hasNext()) {
                rest.next().invoke(context, this);
            }
        }
    }
}
