package dev.convoy.runtime.host.binding;

import com.azure.core.util.BinaryData;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueClientBuilder;
import com.azure.storage.queue.QueueMessageEncoding;
import com.azure.storage.queue.models.QueueErrorCode;
import com.azure.storage.queue.models.QueueStorageException;
import dev.convoy.runtime.host.discovery.Binding;
import dev.convoy.runtime.host.invoke.Invocation;
import dev.convoy.runtime.host.invoke.OutputBinding;
import dev.convoy.runtime.host.invoke.Values;
import dev.convoy.runtime.host.rpc.TypedData;

/** Sends to a storage queue: one message, or one per element of a JSON array. Creates the queue when it is missing. */
final class QueueOutput implements OutputBinding {

    private final QueueClient queue;

    /** @throws dev.convoy.runtime.host.discovery.BrokenAppException if queue or connection is wrong */
    QueueOutput(Binding binding, boolean base64) {
        try {
            queue = new QueueClientBuilder()
                    .connectionString(binding.connection("Storage"))
                    .queueName(binding.fields().requiredText("queueName"))
                    .messageEncoding(base64 ? QueueMessageEncoding.BASE64 : QueueMessageEncoding.NONE)
                    .buildClient();
        } catch (IllegalArgumentException unreadable) {
            if (unreadable instanceof dev.convoy.runtime.host.discovery.BrokenAppException broken) {
                throw broken;
            }
            throw binding.fields()
                    .broken(
                            "connection",
                            "names a setting whose value is no connection string: " + unreadable.getMessage());
        }
    }

    @Override
    public void write(Invocation invocation, TypedData value) {
        for (TypedData item : JsonItems.of(value)) {
            send(BinaryData.fromBytes(Values.asBytes(item).orElse(new byte[0])));
        }
    }

    private void send(BinaryData message) {
        try {
            queue.sendMessage(message);
        } catch (QueueStorageException failure) {
            if (!QueueErrorCode.QUEUE_NOT_FOUND.equals(failure.getErrorCode())) {
                throw failure;
            }
            queue.createIfNotExists();
            queue.sendMessage(message);
        }
    }
}
