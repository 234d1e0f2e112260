package dev.convoy.runtime.host.binding;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobStorageException;
import dev.convoy.runtime.host.discovery.Binding;
import dev.convoy.runtime.host.invoke.Invocation;
import dev.convoy.runtime.host.invoke.OutputBinding;
import dev.convoy.runtime.host.invoke.Values;
import dev.convoy.runtime.host.rpc.TypedData;
import java.time.Clock;

/** Writes a blob, over an older one of the same name; so writing twice is the same as once. Creates the container when it is missing. */
final class BlobOutput implements OutputBinding {

    private final BlobPath path;

    BlobOutput(Binding binding, Clock clock) {
        path = new BlobPath(binding, clock);
    }

    @Override
    public void write(Invocation invocation, TypedData value) {
        BinaryData content = BinaryData.fromBytes(Values.asBytes(value).orElse(new byte[0]));
        try {
            path.of(invocation).upload(content, true);
        } catch (BlobStorageException failure) {
            if (!BlobErrorCode.CONTAINER_NOT_FOUND.equals(failure.getErrorCode())) {
                throw failure;
            }
            path.createContainerOf(invocation);
            path.of(invocation).upload(content, true);
        }
    }
}
