package dev.convoy.functions.platform.blob;

import com.azure.storage.blob.models.BlobStorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import reactor.core.Exceptions;

/** Maps what the blob service and the way to it may answer. Stateless. */
public final class BlobErrors {

    private static final int FIRST_SERVER_ERROR = 500;
    private static final int NOT_IMPLEMENTED = 501;
    private static final int THROTTLED = 429;
    private static final int TIMED_OUT = 408;

    private BlobErrors() {}

    /**
     * Makes the call.
     *
     * @throws BlobUnreachableException if the service does not answer; safe to retry
     * @throws BlobStorageException if it refuses
     */
    public static <T> T reaching(String operation, String blob, Supplier<T> call) {
        try {
            return call.get();
        } catch (BlobStorageException e) {
            throw isOutage(e) ? new BlobUnreachableException(operation, blob, e) : e;
        } catch (RuntimeException e) {
            throw isConnection(Exceptions.unwrap(e)) ? new BlobUnreachableException(operation, blob, e) : e;
        }
    }

    /** As above for a call without answer. */
    public static void reaching(String operation, String blob, Runnable call) {
        reaching(operation, blob, () -> {
            call.run();
            return true;
        });
    }

    private static boolean isOutage(BlobStorageException e) {
        int status = e.getStatusCode();
        return status == THROTTLED
                || status == TIMED_OUT
                || status == 0
                || status >= FIRST_SERVER_ERROR && status != NOT_IMPLEMENTED;
    }

    private static boolean isConnection(Throwable problem) {
        Throwable cause = problem;
        for (int depth = 0; cause != null && depth < 8; depth++) {
            if (cause instanceof IOException
                    || cause instanceof UncheckedIOException
                    || cause instanceof TimeoutException) {
                return true;
            }
            cause = cause.getCause();
        }
        return problem instanceof IllegalStateException
                && String.valueOf(problem.getMessage()).contains("Timeout on blocking read");
    }
}
