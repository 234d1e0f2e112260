package dev.convoy.runtime.durable.store;

import dev.convoy.runtime.durable.history.HistoryEvent;
import dev.convoy.runtime.durable.history.HistoryRef;
import dev.convoy.runtime.durable.history.HubChange;
import dev.convoy.runtime.kit.journal.Journal;
import java.util.List;

/** A snapshot of the journal together with the file of histories it refers to. Confined to one thread. */
final class JournalSnapshot implements HubStore.Snapshot {

    private final Journal.Snapshot snapshot;
    private final HistoryArchive archive;
    private final HistoryArchive.Writer histories;
    private final RecordWriter writer = new RecordWriter();

    JournalSnapshot(Journal.Snapshot snapshot, HistoryArchive archive, HistoryArchive.Writer histories) {
        this.snapshot = snapshot;
        this.archive = archive;
        this.histories = histories;
    }

    @Override
    public HistoryRef archive(List<HistoryEvent> history) {
        writer.clear();
        ImageCodec.writeHistory(history, writer);
        return histories.add(writer.toByteArray());
    }

    @Override
    public HistoryRef keep(HistoryRef ref) {
        return histories.keep(ref);
    }

    @Override
    public void write(HubChange part) {
        writer.clear();
        ChangeCodec.write(part, writer);
        snapshot.write(writer.toByteArray());
    }

    @Override
    public void commit() {
        histories.finish();
        snapshot.commit();
        archive.retain(histories.wanted());
    }

    @Override
    public void close() {
        try (Journal.Snapshot journalPart = snapshot) {
            histories.close();
        }
    }
}
