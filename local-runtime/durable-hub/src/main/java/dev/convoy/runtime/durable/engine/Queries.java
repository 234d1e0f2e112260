package dev.convoy.runtime.durable.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pages through the instances in the order of their starts. A continuation names the last one seen. Confined to the hub's thread. */
final class Queries {

    /** Largest page. */
    static final int MAX_PAGE = 1_000;

    private final HubState state;

    Queries(HubState state) {
        this.state = state;
    }

    InstancePage page(InstanceFilter filter, int pageSize, @Nullable String continuation) {
        int limit = pageSize < 1 ? MAX_PAGE : Math.min(pageSize, MAX_PAGE);
        List<InstanceStatus> found = new ArrayList<>();
        long last = position(continuation);
        for (Instance instance : state.startedAfter(last).values()) {
            if (!filter.matches(instance)) {
                continue;
            }
            if (found.size() == limit) {
                return new InstancePage(found, Optional.of(Long.toHexString(last)));
            }
            found.add(instance.view());
            last = instance.sequence;
        }
        return new InstancePage(found, Optional.empty());
    }

    private static long position(@Nullable String continuation) {
        if (continuation == null || continuation.isEmpty()) {
            return 0;
        }
        try {
            return Long.parseLong(continuation, 16);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("continuationToken: not one of this hub", e);
        }
    }
}
