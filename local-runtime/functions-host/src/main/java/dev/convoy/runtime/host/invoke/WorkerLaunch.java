package dev.convoy.runtime.host.invoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.Gson;
import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import dev.convoy.runtime.host.discovery.BrokenAppException;
import dev.convoy.runtime.host.worker.WorkerMain;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How a worker process is started: the Java executable, its options, and which worker; an installed one may take ours' place. */
public record WorkerLaunch(Path javaExecutable, List<String> jvmOptions, Optional<Path> workerDirectory) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** One class of each library the worker needs; it runs with the jars these come from and no others. */
    private static final List<Class<?>> WORKER_LIBRARIES = List.of(
            WorkerMain.class,
            ExecutionContext.class,
            FunctionInstanceInjector.class,
            FunctionName.class,
            Gson.class,
            com.google.protobuf.Message.class,
            com.google.common.base.Preconditions.class,
            com.google.common.util.concurrent.internal.InternalFutureFailureAccess.class,
            io.grpc.Channel.class,
            io.grpc.Context.class,
            io.grpc.stub.StreamObserver.class,
            io.grpc.protobuf.ProtoUtils.class,
            io.grpc.protobuf.lite.ProtoLiteUtils.class,
            io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder.class);

    /** The same for libraries that are there at run time only. */
    private static final List<String> MORE_LIBRARIES =
            List.of("io.grpc.internal.GrpcUtil", "io.grpc.util.MutableHandlerRegistry", "io.perfmark.PerfMark");

    public WorkerLaunch {
        jvmOptions = List.copyOf(jvmOptions);
    }

    /** Where the worker's own files are; ours has none. */
    String workerDirectoryText() {
        return workerDirectory
                .map(directory -> directory.toAbsolutePath().toString())
                .orElse("");
    }

    List<String> command(int port, String workerId) {
        List<String> command = new ArrayList<>();
        command.add(javaExecutable.toString());
        command.addAll(jvmOptions);
        if (workerDirectory.isPresent()) {
            command.add("-jar");
            command.add(installedWorker(workerDirectory.get()).toString());
        } else {
            command.add("-cp");
            command.add(classPath());
            command.add(WorkerMain.class.getName());
        }
        command.addAll(arguments(port, workerId));
        return command;
    }

    private static List<String> arguments(int port, String workerId) {
        return List.of(
                "--functions-uri",
                "http://127.0.0.1:" + port,
                "--functions-worker-id",
                workerId,
                "--functions-request-id",
                workerId,
                "--functions-grpc-max-message-length",
                Integer.toString(Integer.MAX_VALUE));
    }

    private static String classPath() {
        Set<String> jars = new LinkedHashSet<>();
        WORKER_LIBRARIES.forEach(library -> jars.add(location(library)));
        for (String library : MORE_LIBRARIES) {
            try {
                jars.add(location(Class.forName(library)));
            } catch (ClassNotFoundException absent) {
                throw new IllegalStateException("library of " + library + " is not on the class path", absent);
            }
        }
        return String.join(File.pathSeparator, jars);
    }

    private static String location(Class<?> library) {
        try {
            return Path.of(library.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException unreadable) {
            throw new IllegalStateException("library of " + library + " has no readable location", unreadable);
        }
    }

    /** {@code worker.config.json} of an installed worker names its jar. */
    private static Path installedWorker(Path directory) {
        Path config = directory.resolve("worker.config.json");
        String jar;
        try {
            JsonNode description = MAPPER.readTree(Files.readString(config)).path("description");
            jar = description.path("defaultWorkerPath").asText("azure-functions-java-worker.jar");
        } catch (IOException unreadable) {
            throw new BrokenAppException(
                    "workerDirectory " + directory + ": worker.config.json cannot be read", unreadable);
        }
        Path path = directory.resolve(jar);
        if (!Files.isRegularFile(path)) {
            throw new BrokenAppException("workerDirectory " + directory + ": " + jar + " does not exist");
        }
        return path;
    }
}
