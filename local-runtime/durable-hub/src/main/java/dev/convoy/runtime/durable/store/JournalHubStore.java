package dev.convoy.runtime.durable.store;

import dev.convoy.runtime.durable.history.HistoryEvent;
import dev.convoy.runtime.durable.history.HistoryRef;
import dev.convoy.runtime.durable.history.HubChange;
import dev.convoy.runtime.kit.journal.Journal;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a hub's changes in a journal, one checksummed record per change, and the histories of finished instances in files beside it.
 * In memory it keeps nothing, and no snapshot is ever due.
 *
 * <pre>
 * directory/journal/     see {@link Journal}
 * directory/histories/   see {@link HistoryArchive}
 * </pre>
 */
public final class JournalHubStore implements HubStore {

    private final Journal journal;
    private final @Nullable HistoryArchive archive;
    private final RecordWriter writer = new RecordWriter();

    private JournalHubStore(Journal journal, @Nullable HistoryArchive archive) {
        this.journal = journal;
        this.archive = archive;
    }

    public static JournalHubStore inMemory() {
        return new JournalHubStore(Journal.inMemory(), null);
    }

    /**
     * Opens or creates the store in a directory.
     *
     * @throws dev.convoy.runtime.kit.journal.JournalException if it cannot be used or another process holds it
     */
    public static JournalHubStore open(Path directory, Journal.Sync sync) {
        return over(Journal.open(directory.resolve("journal"), sync), directory.resolve("histories"));
    }

    /** A store over a journal of the caller's own, which it closes, with put-away histories in a directory. */
    public static JournalHubStore over(Journal journal, Path histories) {
        return new JournalHubStore(journal, new HistoryArchive(histories));
    }

    @Override
    public void replay(Consumer<HubChange> reader) {
        journal.replay(bytes -> reader.accept(ChangeCodec.read(new RecordReader(bytes))));
    }

    @Override
    public void append(List<HubChange> changes) {
        if (changes.size() == 1) {
            journal.append(encode(changes.getFirst()));
        } else if (!changes.isEmpty()) {
            journal.appendAll(changes.stream().map(this::encode).toList());
        }
    }

    @Override
    public long bytesSinceSnapshot() {
        return journal.bytesSinceSnapshot();
    }

    @Override
    public Snapshot beginSnapshot(List<HistoryRef> archived) {
        HistoryArchive target = requireArchive();
        return new JournalSnapshot(journal.beginSnapshot(), target, target.beginFile(archived));
    }

    @Override
    public List<HistoryEvent> readHistory(HistoryRef ref) {
        return ImageCodec.readHistory(new RecordReader(requireArchive().read(ref)));
    }

    @Override
    public void close() {
        journal.close();
    }

    private HistoryArchive requireArchive() {
        if (archive == null) {
            throw new IllegalStateException("a store in memory puts nothing away");
        }
        return archive;
    }

    private byte[] encode(HubChange change) {
        writer.clear();
        ChangeCodec.write(change, writer);
        return writer.toByteArray();
    }
}
