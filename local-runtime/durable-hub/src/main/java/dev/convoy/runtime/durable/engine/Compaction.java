package dev.convoy.runtime.durable.engine;

import dev.convoy.runtime.durable.history.HistoryRef;
import dev.convoy.runtime.durable.history.HubChange;
import dev.convoy.runtime.durable.history.InstanceImage;
import dev.convoy.runtime.durable.store.HubStore;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a long journal by a snapshot while the hub goes on, and moves the histories of finished instances out of the heap. What the
 * background thread reads was copied, or belongs to finished instances, which do not change. Confined to the hub's thread but for
 * {@link #write}.
 */
final class Compaction {

    private static final Logger LOG = LoggerFactory.getLogger(Compaction.class);

    private final HubStore store;
    private final HubState state;
    private final Executor background;
    private final Consumer<Runnable> hubThread;
    private final long threshold;
    private boolean running;
    private CompletableFuture<Boolean> current = CompletableFuture.completedFuture(true);

    Compaction(HubStore store, HubState state, Executor background, Consumer<Runnable> hubThread, long threshold) {
        this.store = store;
        this.state = state;
        this.background = background;
        this.hubThread = hubThread;
        this.threshold = threshold;
    }

    /** Begins a snapshot if one is due. To be called when all changes made are written. */
    void considerNow() {
        if (!running && store.bytesSinceSnapshot() >= threshold) {
            running = true;
            current = new CompletableFuture<>();
            Capture capture = capture();
            HubStore.Snapshot snapshot = store.beginSnapshot(capture.archived);
            CompletableFuture<Boolean> done = current;
            background.execute(() -> {
                run(snapshot, capture);
                done.complete(true);
            });
        }
    }

    /** Completes when no snapshot is being written, so that the store may be closed. */
    CompletableFuture<Boolean> idle() {
        return current;
    }

    private Capture capture() {
        Capture capture = new Capture(state.position(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Instance instance : state.all()) {
            if (instance.archived != null) {
                capture.archived.add(instance.archived);
            }
            if (instance.isTerminal() && instance.activities.isEmpty()) {
                capture.finished.add(instance);
            } else {
                capture.live.add(Images.of(instance));
            }
        }
        return capture;
    }

    private void run(HubStore.Snapshot snapshot, Capture capture) {
        Map<Instance, HistoryRef> moved = Map.of();
        try (snapshot) {
            moved = write(snapshot, capture);
            snapshot.commit();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("The hub's journal could not be compacted; it is tried again later");
            moved = Map.of();
        }
        Map<Instance, HistoryRef> archived = moved;
        hubThread.accept(() -> {
            archived.forEach(Instance::archivedAt);
            running = false;
        });
    }

    private static Map<Instance, HistoryRef> write(HubStore.Snapshot snapshot, Capture capture) {
        Map<Instance, HistoryRef> moved = new IdentityHashMap<>();
        snapshot.write(capture.position);
        for (InstanceImage image : capture.live) {
            HistoryRef old = image.archived();
            snapshot.write(new HubChange.Restored(old == null ? image : image.archivedAt(snapshot.keep(old))));
        }
        for (Instance instance : capture.finished) {
            HistoryRef old = instance.archived;
            HistoryRef ref = old == null ? snapshot.archive(instance.history.view()) : snapshot.keep(old);
            snapshot.write(new HubChange.Restored(Images.of(instance).archivedAt(ref)));
            moved.put(instance, ref);
        }
        return moved;
    }

    /** What the snapshot is made of. */
    private record Capture(
            HubChange.Positioned position,
            List<InstanceImage> live,
            List<Instance> finished,
            List<HistoryRef> archived) {}
}
