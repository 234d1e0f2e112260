package dev.convoy.results.send;

import org.jspecify.annotations.Nullable;

/** Counts what has been begun and not ended, and keeps the first failure. Guarded by its own lock; safe for use by several threads. */
final class WorkUnderWay {

    private long count;
    private @Nullable Throwable failure;

    /** @throws SendFailedException if something has failed: then nothing more is begun */
    synchronized void begin() {
        check();
        count++;
    }

    synchronized void end() {
        count--;
        notifyAll();
    }

    synchronized void fail(Throwable cause) {
        failure = failure == null ? cause : failure;
        count--;
        notifyAll();
    }

    /**
     * Waits until all has ended or something has failed.
     *
     * @throws SendFailedException if something has failed
     */
    synchronized void await() throws InterruptedException {
        while (count > 0 && failure == null) {
            wait();
        }
        check();
    }

    private void check() {
        Throwable first = failure;
        if (first != null) {
            throw new SendFailedException(String.valueOf(first.getMessage()), first);
        }
    }
}
