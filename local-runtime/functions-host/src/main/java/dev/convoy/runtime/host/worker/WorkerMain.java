package dev.convoy.runtime.host.worker;

import java.io.IOException;
import java.io.InputStream;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Entry point of the child JVM: one Java language worker, serving one host until the host is gone. */
public final class WorkerMain {

    private static final int LOST_HOST = 3;

    private WorkerMain() {}

    /** Serves the host named by the arguments; returns when it closes the stream. */
    public static void main(String[] args) throws InterruptedException {
        WorkerOptions options = WorkerOptions.parse(args);
        leaveInterruptsToTheHost();
        endWithStandardInput(System.in);
        WorkerStream stream = WorkerStream.open(options);
        boolean orderly = stream.awaitEnd();
        System.exit(orderly ? 0 : LOST_HOST);
    }

    /** Ctrl-C goes to every process of a terminal; when this one ends is for the host to say. */
    private static void leaveInterruptsToTheHost() {
        Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);
    }

    /** The host holds the other end of our standard input; when it dies, however suddenly, the read ends and so do we. */
    private static void endWithStandardInput(InputStream input) {
        Thread watch = new Thread(() -> watch(input), "host-watch");
        watch.setDaemon(true);
        watch.start();
    }

    private static void watch(InputStream input) {
        try {
            while (input.read() >= 0) {
                // The host never writes; whatever comes is of no interest.
            }
        } catch (IOException gone) {
            System.err.println("standard input failed, the host is taken for gone: " + gone.getMessage());
        }
        // No shutdown hooks: with the host gone there is nobody left to close beans for, and a hook may hang.
        Runtime.getRuntime().halt(LOST_HOST);
    }
}
