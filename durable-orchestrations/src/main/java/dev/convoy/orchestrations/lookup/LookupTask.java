package dev.convoy.orchestrations.lookup;

import dev.convoy.contracts.lookup.LookupRequested;
import dev.convoy.contracts.lookup.LookupStatus;
import dev.convoy.contracts.lookup.ServiceName;
import dev.convoy.contracts.lookup.ServiceState;
import java.time.Instant;
import java.util.List;

/** What the activities of a lookup are told; JSON in histories. */
final class LookupTask {

    private LookupTask() {}

    /** Command one service to answer by then. */
    record Part(ServiceName service, Instant respondBy) {}

    /** Write a command for each part. */
    record Scatter(LookupRequested lookup, List<Part> parts) {
        Scatter {
            parts = List.copyOf(parts);
        }
    }

    /** Write how the lookup ended. */
    record End(LookupRequested lookup, LookupStatus status, List<ServiceState> states) {
        End {
            states = List.copyOf(states);
        }
    }
}
