package dev.convoy.results.send;

import dev.convoy.results.api.OpenRequest;
import dev.convoy.results.api.OpenedTransaction;
import dev.convoy.results.api.ResultsApi;
import java.time.Clock;
import java.time.Duration;

/** The opened transaction, with a signature that is asked for anew before it expires. Guarded by its own lock; safe for use by several threads. */
final class StagingAccess {

    private static final Duration MARGIN = Duration.ofMinutes(15);

    private final ResultsApi api;
    private final OpenRequest request;
    private final Clock clock;
    private OpenedTransaction opened;

    StagingAccess(ResultsApi api, OpenRequest request, Clock clock) {
        this.api = api;
        this.request = request;
        this.clock = clock;
        this.opened = api.open(request);
    }

    synchronized OpenedTransaction opened() {
        return opened;
    }

    /** The signed address of a blob in staging. */
    synchronized String address(String blob) {
        if (clock.instant().plus(MARGIN).isAfter(opened.staging().expiresAt())) {
            opened = api.open(request);
        }
        return opened.staging().address(blob);
    }
}
