package dev.convoy.runtime.host.binding;

import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobStorageException;
import dev.convoy.runtime.host.discovery.Binding;
import dev.convoy.runtime.host.invoke.InputBinding;
import dev.convoy.runtime.host.invoke.Invocation;
import dev.convoy.runtime.host.invoke.Values;
import dev.convoy.runtime.host.rpc.TypedData;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Set;

/** Reads a blob, as text or as bytes; nothing if there is none. */
final class BlobInput implements InputBinding {

    private static final Set<BlobErrorCode> ABSENT =
            Set.of(BlobErrorCode.BLOB_NOT_FOUND, BlobErrorCode.CONTAINER_NOT_FOUND);

    private final BlobPath path;
    private final boolean binary;

    BlobInput(Binding binding, Clock clock) {
        path = new BlobPath(binding, clock);
        binary = binding.isBinary();
    }

    @Override
    public TypedData read(Invocation invocation) {
        try {
            byte[] content = path.of(invocation).downloadContent().toBytes();
            return binary ? Values.bytes(content) : Values.text(new String(content, StandardCharsets.UTF_8));
        } catch (BlobStorageException failure) {
            if (ABSENT.contains(failure.getErrorCode())) {
                return Values.NOTHING;
            }
            throw failure;
        }
    }
}
