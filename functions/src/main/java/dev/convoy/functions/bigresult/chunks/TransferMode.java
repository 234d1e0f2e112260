package dev.convoy.functions.bigresult.chunks;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.specialized.BlockBlobClient;
import dev.convoy.contracts.bigresult.ResultNames;
import dev.convoy.functions.platform.OutageException;
import dev.convoy.functions.platform.blob.BlobErrors;
import dev.convoy.functions.platform.blob.BlobServices;
import dev.convoy.functions.platform.blob.BlobSignatures;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the service copies blocks from URLs. If it is to be found out, a probe tries once; the answer holds for the life of the process. Guarded by
 * this object's lock.
 */
public final class TransferMode {

    /** What the setting says. */
    public enum Wish {
        AUTO,
        COPY,
        STREAM;

        /** Out of the setting {@code ResultTransfer}. */
        public static Wish parse(String text) {
            return switch (text) {
                case "auto" -> AUTO;
                case "copy" -> COPY;
                case "stream" -> STREAM;
                default -> throw new IllegalArgumentException("must be auto, copy or stream");
            };
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(TransferMode.class);
    private static final String SOURCE = "probe/source";
    private static final String TARGET = "probe/target";
    private static final String BLOCK = Base64.getEncoder().encodeToString(new byte[] {'p'});
    private static final Duration SIGNED_FOR = Duration.ofMinutes(10);

    private final Wish wish;
    private final BlobServices services;
    private final BlobSignatures signatures;
    private final Clock clock;
    private Optional<Boolean> probed = Optional.empty();

    public TransferMode(Wish wish, BlobServices services, BlobSignatures signatures, Clock clock) {
        this.wish = wish;
        this.services = services;
        this.signatures = signatures;
        this.clock = clock;
    }

    /** Whether to have blocks copied; streams while the probe gets no answer. */
    boolean copies() {
        return switch (wish) {
            case COPY -> true;
            case STREAM -> false;
            case AUTO -> probed();
        };
    }

    private synchronized boolean probed() {
        if (probed.isEmpty()) {
            try {
                probed = Optional.of(BlobErrors.reaching("probe", TARGET, this::probe));
                LOG.atInfo().addKeyValue("copies", probed.get()).log("probed for block from URL");
            } catch (OutageException e) {
                LOG.atWarn().addKeyValue("problem", e.getMessage()).log("probe got no answer, streams meanwhile");
            }
        }
        return probed.orElse(false);
    }

    private boolean probe() {
        BlobContainerClient container = services.service().getBlobContainerClient(ResultNames.RESULTS);
        container.getBlobClient(SOURCE).upload(BinaryData.fromString("probe"), true);
        String url = container.getBlobClient(SOURCE).getBlobUrl() + "?"
                + signatures.toRead(container, SOURCE, clock.instant().plus(SIGNED_FOR));
        BlockBlobClient target = container.getBlobClient(TARGET).getBlockBlobClient();
        try {
            target.stageBlockFromUrl(BLOCK, url, null);
            return true;
        } catch (BlobStorageException e) {
            LOG.atInfo()
                    .addKeyValue("status", e.getStatusCode())
                    .addKeyValue("code", e.getErrorCode())
                    .log("service does not copy blocks");
            return false;
        }
    }
}
