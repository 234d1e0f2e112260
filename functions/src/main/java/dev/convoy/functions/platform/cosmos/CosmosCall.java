package dev.convoy.functions.platform.cosmos;

import com.azure.cosmos.CosmosException;
import com.azure.cosmos.models.CosmosBatchResponse;
import dev.convoy.functions.platform.store.StoreUnreachableException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Mono;

/**
 * One call to Cosmos DB that waits for its answer, for at most {@value #SECONDS} seconds. Maps the service's errors: come back
 * later becomes an outage, anything else is a bug of ours.
 */
record CosmosCall(String operation, String key) {

    private static final int SECONDS = 15;
    private static final int FIRST_SERVER_ERROR = 500;
    /** Time-out, gone, retry with, too many requests. */
    private static final Set<Integer> TRANSIENT = Set.of(408, 410, 449, 429);

    <T> T required(Mono<T> call) {
        return optional(call)
                .orElseThrow(() -> new IllegalStateException(operation + " of " + key + " gave no answer document"));
    }

    <T> Optional<T> optional(Mono<T> call) {
        try {
            return call.timeout(Duration.ofSeconds(SECONDS))
                    .onErrorMap(this::mapped)
                    .blockOptional();
        } catch (RuntimeException e) {
            if (e.getCause() instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw e;
        }
    }

    private Throwable mapped(Throwable problem) {
        boolean outage = problem instanceof TimeoutException
                || problem instanceof CosmosException e && isTransient(e.getStatusCode());
        return outage ? new StoreUnreachableException(operation, key, problem) : problem;
    }

    /** A batch that failed for another reason than a refused write. */
    static RuntimeException failure(CosmosBatchResponse response) {
        String problem = "batch answered " + response.getStatusCode() + " " + response.getErrorMessage();
        int status = response.getResults().stream()
                .mapToInt(result -> result.getStatusCode())
                .filter(CosmosCall::isTransient)
                .findFirst()
                .orElse(response.getStatusCode());
        return isTransient(status)
                ? new StoreUnreachableException("commit", problem, new IllegalStateException(problem))
                : new IllegalStateException(problem);
    }

    private static boolean isTransient(int status) {
        return TRANSIENT.contains(status) || status >= FIRST_SERVER_ERROR || status == 0;
    }
}
