package dev.convoy.functions.bigresult.intake;

import dev.convoy.contracts.bigresult.ChunkRecord;
import dev.convoy.contracts.bigresult.ResultChunk;
import dev.convoy.contracts.event.Envelope;
import dev.convoy.functions.bigresult.state.ReceiptBook;

/** A chunk with the message it came in. */
record Arrival(Envelope<?> message, ResultChunk chunk) {

    /** What its receipt would be; only for a chunk whose numbers were checked. */
    ReceiptBook.Receipt receipt() {
        return new ReceiptBook.Receipt(
                chunk.series(), chunk.ordinal(), chunk.totalCount(), new ChunkRecord(chunk.lengthBytes(), chunk.md5()));
    }
}
