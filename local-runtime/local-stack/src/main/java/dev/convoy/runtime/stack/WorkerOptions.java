package dev.convoy.runtime.stack;

import java.util.ArrayList;
import java.util.List;

/** JVM options that every app's process gets, on this JDK. */
public final class WorkerOptions {

    /** The first JDK that warns about the memory access of Netty 4.1 and protobuf 3, and has the option to say it is known. */
    private static final int WARNS_ABOUT_UNSAFE = 24;

    /** More options for all apps, such as {@code -Xmx256m}; blanks between them. Later ones win. */
    private static final String VARIABLE = "CONVOY_WORKER_OPTIONS";

    private WorkerOptions() {}

    /**
     * Cosmos over plain HTTP on this machine, no call for cloud metadata, no warnings about what libraries do, and what the
     * environment adds.
     */
    public static List<String> defaults() {
        List<String> options = new ArrayList<>(List.of(
                "-DCOSMOS.HTTP_CONNECTION_WITHOUT_TLS_ALLOWED=true",
                "-DCOSMOS.DISABLE_IMDS_ACCESS=true",
                "--enable-native-access=ALL-UNNAMED"));
        if (Runtime.version().feature() >= WARNS_ABOUT_UNSAFE) {
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        String more = System.getenv().getOrDefault(VARIABLE, "").strip();
        if (!more.isEmpty()) {
            options.addAll(List.of(more.split("\\s+")));
        }
        return options;
    }
}
