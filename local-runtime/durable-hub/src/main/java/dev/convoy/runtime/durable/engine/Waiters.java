package dev.convoy.runtime.durable.engine;

import dev.convoy.runtime.durable.history.InstanceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Clients that wait for an instance to begin or to end. Confined to the hub's thread; the futures may go anywhere. */
final class Waiters {

    /** Most clients that wait at once. */
    static final int MAX_WAITERS = 100_000;

    private final HubState state;
    private final Map<InstanceId, List<Waiter>> waiters = new HashMap<>();
    private final Set<InstanceId> changed = new HashSet<>();
    private int count;

    Waiters(HubState state) {
        this.state = state;
    }

    void add(InstanceId id, Goal goal, CompletableFuture<Optional<InstanceStatus>> future) {
        if (count >= MAX_WAITERS) {
            throw new HubBusyException(count);
        }
        count++;
        waiters.computeIfAbsent(id, key -> new ArrayList<>(1)).add(new Waiter(goal, future));
        changed.add(id);
    }

    /** Notes that the instance's waiters are to be looked at when the batch is written. */
    void changed(InstanceId id) {
        if (waiters.containsKey(id)) {
            changed.add(id);
        }
    }

    void allChanged() {
        changed.addAll(waiters.keySet());
    }

    /** Answers those whose goal is reached and lets go of those that gave up. */
    void release() {
        if (changed.isEmpty()) {
            return;
        }
        List<InstanceId> due = List.copyOf(changed);
        changed.clear();
        due.forEach(this::release);
    }

    void failAll(Throwable cause) {
        waiters.values().forEach(list -> list.forEach(waiter -> waiter.future.completeExceptionally(cause)));
        waiters.clear();
    }

    private void release(InstanceId id) {
        List<Waiter> list = waiters.get(id);
        if (list == null) {
            return;
        }
        Instance instance = state.find(id);
        Iterator<Waiter> iterator = list.iterator();
        while (iterator.hasNext()) {
            Waiter waiter = iterator.next();
            if (waiter.future.isDone() || waiter.goal.isReached(instance)) {
                iterator.remove();
                count--;
                waiter.future.complete(Optional.ofNullable(instance).map(Instance::view));
            }
        }
        if (list.isEmpty()) {
            waiters.remove(id);
        }
    }

    /** What a client waits for. */
    enum Goal {
        /** The instance exists and has left Pending. */
        BEGUN {
            @Override
            boolean isReached(@Nullable Instance instance) {
                return instance != null && (instance.started || instance.suspended || instance.isTerminal());
            }
        },
        /** The instance has ended, or there is none. */
        ENDED {
            @Override
            boolean isReached(@Nullable Instance instance) {
                return instance == null || instance.isTerminal();
            }
        };

        abstract boolean isReached(@Nullable Instance instance);
    }

    private record Waiter(Goal goal, CompletableFuture<Optional<InstanceStatus>> future) {}
}
