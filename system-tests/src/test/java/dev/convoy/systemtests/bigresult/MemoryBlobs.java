package dev.convoy.systemtests.bigresult;

import dev.convoy.contracts.bigresult.BlockPlan;
import dev.convoy.contracts.bigresult.ChunkPayload;
import dev.convoy.contracts.bigresult.Md5;
import dev.convoy.contracts.bigresult.ResultNames;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.functions.bigresult.chunks.ChunkStore;
import dev.convoy.orchestrations.bigresult.ResultBlobStore;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Blobs in memory, seen from both apps; whoever calls may die before or after an effect. Guarded by this object's lock. */
class MemoryBlobs implements ChunkStore, ResultBlobStore {

    private final CrashPoint crash;
    private final Map<String, byte[]> staged = new TreeMap<>();
    private final Map<String, Map<String, byte[]>> blocks = new HashMap<>();
    private final Map<String, byte[]> committed = new TreeMap<>();

    MemoryBlobs(CrashPoint crash) {
        this.crash = crash;
    }

    synchronized void upload(String container, String blob, byte[] content) {
        staged.put(container + "/" + blob, content);
    }

    @Override
    public synchronized ChunkStore.Staging stage(Task task) {
        byte @Nullable [] bytes =
                switch (task.payload()) {
                    case ChunkPayload.Inline inline -> inline.bytes();
                    case ChunkPayload.Staged reference -> staged.get(key(reference));
                };
        if (bytes == null) {
            return new ChunkStore.Staging.Missing();
        }
        if (bytes.length != task.chunk().lengthBytes()) {
            return new ChunkStore.Staging.OtherLength(bytes.length);
        }
        if (!Md5.of(bytes).equals(task.chunk().md5())) {
            return new ChunkStore.Staging.OtherDigest();
        }
        for (BlockPlan.Part part : task.parts()) {
            stage(task.blob(), part.blockId(), Arrays.copyOfRange(bytes, (int) part.offset(), (int)
                    (part.offset() + part.lengthBytes())));
        }
        return new ChunkStore.Staging.Staged();
    }

    @Override
    public synchronized void discard(ChunkPayload.Staged reference) {
        crash.pass("before discarding " + reference.blob());
        staged.remove(key(reference));
        crash.pass("after discarding " + reference.blob());
    }

    private static String key(ChunkPayload.Staged reference) {
        return reference.container() + "/" + reference.blob();
    }

    @Override
    public synchronized void stage(String blob, String blockId, byte[] content) {
        crash.pass("before a block of " + blob);
        blocks.computeIfAbsent(blob, name -> new HashMap<>()).put(blockId, content);
        crash.pass("after a block of " + blob);
    }

    @Override
    public synchronized Committed commit(String blob, List<String> blockIds, String contentType) {
        crash.pass("before committing " + blob);
        if (!committed.containsKey(blob)) {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            for (String id : blockIds) {
                byte @Nullable [] block = blocks.getOrDefault(blob, Map.of()).get(id);
                if (block == null) {
                    throw new BlocksLostException(blob, new IllegalStateException(id));
                }
                content.writeBytes(block);
            }
            committed.put(blob, content.toByteArray());
            blocks.remove(blob);
        }
        crash.pass("after committing " + blob);
        return new Committed("memory:/" + blob, Md5.of(committed.get(blob)).value());
    }

    @Override
    public synchronized void write(String blob, byte[] content, String contentType) {
        crash.pass("before writing " + blob);
        committed.put(blob, content);
        crash.pass("after writing " + blob);
    }

    @Override
    public synchronized Optional<byte[]> read(String blob) {
        return Optional.ofNullable(committed.get(blob));
    }

    @Override
    public synchronized boolean exists(String blob) {
        return committed.containsKey(blob);
    }

    @Override
    public synchronized int deleteAll(String prefix) {
        crash.pass("before deleting " + prefix);
        int before = committed.size();
        committed.keySet().removeIf(name -> name.startsWith(prefix));
        blocks.keySet().removeIf(name -> name.startsWith(prefix));
        crash.pass("after deleting " + prefix);
        return before - committed.size();
    }

    @Override
    public synchronized boolean deleteStaging(TransactionId id) {
        crash.pass("before deleting staging");
        boolean found = staged.keySet().removeIf(name -> name.startsWith(ResultNames.stagingContainer(id) + "/"));
        crash.pass("after deleting staging");
        return found;
    }

    @Override
    public synchronized void listStaging(Consumer<ResultBlobStore.Staging> reader) {
        new TreeSet<>(staged.keySet())
                .stream()
                        .map(name -> name.substring(0, name.indexOf('/')))
                        .distinct()
                        .forEach(container -> reader.accept(new ResultBlobStore.Staging(container, Instant.EPOCH)));
    }

    @Override
    public synchronized void listPrefixes(Consumer<String> reader) {
        TreeSet<String> names = new TreeSet<>(committed.keySet());
        names.addAll(blocks.keySet());
        names.stream()
                .map(name -> name.substring(0, name.indexOf('/') + 1))
                .distinct()
                .forEach(reader);
    }

    /** Every committed blob by name. */
    synchronized Map<String, byte[]> all() {
        return new TreeMap<>(committed);
    }

    synchronized boolean hasStaged() {
        return !staged.isEmpty();
    }

    /** Are there blocks that no blob has? */
    synchronized boolean hasLooseBlocks() {
        return !blocks.isEmpty();
    }
}
