package dev.convoy.runtime.stack.cli;

import java.util.concurrent.CountDownLatch;

/** Keeps the JVM running until it is told to stop (Ctrl-C, SIGTERM), then closes what it holds, in its shutdown. */
final class Hold {

    private Hold() {}

    /** Closes the resource when the JVM shuts down. */
    static void closeAtShutdown(AutoCloseable resource, Runnable announce) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(resource, announce), "stop"));
    }

    /** Waits for the shutdown. */
    static void untilStopped() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    private static void close(AutoCloseable resource, Runnable announce) {
        announce.run();
        try {
            resource.close();
        } catch (Exception failed) { // AutoCloseable says no more; the JVM ends anyway
            System.err.println("convoy: did not stop cleanly: " + failed);
        }
    }
}
