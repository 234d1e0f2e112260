package dev.convoy.runtime.host.worker;

import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads functions run on: an idle one is used first, then a new one is started up to the bound, then invocations wait. So a
 * few long polls never hold up short calls. The platform's worker grows without bound here; the host bounds what it sends.
 */
final class WorkerThreads {

    static final int MAX_THREADS = 512;
    private static final int KEPT_THREADS = 8;

    private WorkerThreads() {}

    static ThreadPoolExecutor create() {
        return new ThreadPoolExecutor(
                KEPT_THREADS, MAX_THREADS, 30, TimeUnit.SECONDS, new HandOver(), threads(), WorkerThreads::enqueue);
    }

    private static ThreadFactory threads() {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "invocation-" + number.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
            return thread;
        };
    }

    private static void enqueue(Runnable task, ThreadPoolExecutor executor) {
        if (executor.isShutdown()) {
            throw new RejectedExecutionException("the worker is shutting down");
        }
        ((HandOver) executor.getQueue()).add(task);
    }

    /** Takes a task only when a thread waits for one, so that the executor starts a thread otherwise. */
    private static final class HandOver extends LinkedTransferQueue<Runnable> {

        private static final long serialVersionUID = 1L;

        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task);
        }

        @Override
        public boolean add(Runnable task) {
            return super.offer(task);
        }
    }
}
