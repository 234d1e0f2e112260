package dev.convoy.systemtests.bigresult;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Forgets the bytes of blocks and counts them; a block list must be in the order of ordinals. */
final class CountingBlobs extends MemoryBlobs {

    private long staged;
    private long committed;

    CountingBlobs() {
        super(new CrashPoint(0));
    }

    @Override
    public synchronized void stage(String blob, String blockId, byte[] content) {
        staged++;
    }

    @Override
    public synchronized Committed commit(String blob, List<String> blockIds, String contentType) {
        String last = "";
        for (String blockId : blockIds) {
            String id = new String(Base64.getDecoder().decode(blockId), StandardCharsets.US_ASCII);
            if (id.compareTo(last) <= 0) {
                throw new IllegalStateException(id + " comes after " + last);
            }
            last = id;
        }
        committed += blockIds.size();
        return new Committed("memory:/" + blob, "etag");
    }

    synchronized long staged() {
        return staged;
    }

    synchronized long committed() {
        return committed;
    }
}
