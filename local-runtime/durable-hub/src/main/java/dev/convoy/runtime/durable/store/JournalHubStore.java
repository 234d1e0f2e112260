package dev.convoy.runtime.durable.store;

import dev.convoy.runtime.durable.history.HubChange;
import dev.convoy.runtime.kit.journal.Journal;
import java.util.List;
import java.util.function.Consumer;

/** Keeps a hub's changes in a journal, one checksummed record per change. Confined to the hub's thread. */
public final class JournalHubStore implements HubStore {

    private final Journal journal;
    private final RecordWriter writer = new RecordWriter();

    public JournalHubStore(Journal journal) {
        this.journal = journal;
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
    public void close() {
        journal.close();
    }

    private byte[] encode(HubChange change) {
        writer.clear();
        ChangeCodec.write(change, writer);
        return writer.toByteArray();
    }
}
