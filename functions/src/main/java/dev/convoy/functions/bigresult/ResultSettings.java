package dev.convoy.functions.bigresult;

import dev.convoy.contracts.bigresult.BlockPlan;
import dev.convoy.contracts.bigresult.ResultLimits;
import dev.convoy.contracts.bigresult.TimeLimits;
import dev.convoy.functions.bigresult.chunks.TransferMode;
import dev.convoy.functions.bigresult.state.TransactionOpening;
import dev.convoy.functions.platform.settings.SettingReader;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What the big-result system must be told.
 *
 * @param inlineBytes {@code ResultInlineBytes}, largest inline chunk
 * @param chunkBytes {@code ResultChunkBytes}, largest chunk
 * @param blockBytes {@code ResultBlockBytes}, largest block
 * @param concurrentChunks {@code ResultConcurrentChunks}, staged chunks in work at once
 * @param activeTransactions {@code ResultActiveTransactions}, admission limit
 * @param headerWithin {@code ResultHeaderWithin}, how long chunks wait for their header
 * @param awaitWithin {@code ResultAwaitWithin}, {@code ResultCompleteWithin}, {@code ResultRetention}: for transactions that do not say
 * @param sasLifetime {@code ResultSasLifetime}
 * @param transfer {@code ResultTransfer}
 * @param administration {@code ServiceBusAdministrationUrl}, of an emulator
 */
public record ResultSettings(
        long inlineBytes,
        long chunkBytes,
        long blockBytes,
        int concurrentChunks,
        long activeTransactions,
        Duration headerWithin,
        Duration awaitWithin,
        Duration completeWithin,
        Duration retention,
        Duration sasLifetime,
        TransferMode.Wish transfer,
        Optional<URI> administration) {

    private static final long MOST_INLINE_BYTES = 128 << 10;
    private static final long MOST_CONCURRENT = 64;
    private static final long MOST_ACTIVE = 100_000;

    /**
     * Reads the settings.
     *
     * @throws IllegalArgumentException with one line that names the first bad one
     */
    public static ResultSettings from(Map<String, String> environment) {
        SettingReader reader = new SettingReader(environment);
        long blockBytes =
                reader.whole("ResultBlockBytes", ResultLimits.MOST_BLOCK_BYTES, 1_024, ResultLimits.MOST_BLOCK_BYTES);
        return new ResultSettings(
                reader.whole("ResultInlineBytes", 64 << 10, 1, MOST_INLINE_BYTES),
                reader.whole("ResultChunkBytes", ResultLimits.MOST_BLOCK_BYTES, 1, ResultLimits.MOST_BLOCK_BYTES),
                blockBytes,
                (int) reader.whole("ResultConcurrentChunks", 4, 1, MOST_CONCURRENT),
                reader.whole("ResultActiveTransactions", 1_000, 1, MOST_ACTIVE),
                reader.duration("ResultHeaderWithin", Duration.ofHours(1), TimeLimits.LONGEST_AWAIT),
                reader.duration("ResultAwaitWithin", Duration.ofHours(24), TimeLimits.LONGEST_AWAIT),
                reader.duration("ResultCompleteWithin", Duration.ofMinutes(15), TimeLimits.LONGEST_COMPLETION),
                reader.duration("ResultRetention", Duration.ofDays(7), TimeLimits.LONGEST_RETENTION),
                reader.duration("ResultSasLifetime", Duration.ofHours(12), TimeLimits.LONGEST_AWAIT),
                reader.value("ResultTransfer", "auto", TransferMode.Wish::parse),
                reader.optional("ServiceBusAdministrationUrl", ResultSettings::url));
    }

    /** How new transactions are laid out and how long they may take. */
    TransactionOpening.Terms terms() {
        return new TransactionOpening.Terms(
                BlockPlan.forChunksUpTo(chunkBytes, Math.min(blockBytes, chunkBytes)),
                headerWithin,
                awaitWithin,
                completeWithin,
                retention);
    }

    private static URI url(String text) {
        URI uri = URI.create(text);
        if (uri.getHost() == null || uri.getPort() < 0) {
            throw new IllegalArgumentException("must be an address such as http://localhost:5300");
        }
        return uri;
    }
}
