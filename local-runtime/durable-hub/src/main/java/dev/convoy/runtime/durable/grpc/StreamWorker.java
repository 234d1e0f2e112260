package dev.convoy.runtime.durable.grpc;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService;
import dev.convoy.runtime.durable.engine.ConnectionId;
import dev.convoy.runtime.durable.engine.TaskHub;
import dev.convoy.runtime.durable.engine.WorkItem;
import dev.convoy.runtime.durable.engine.Worker;
import io.grpc.stub.ServerCallStreamObserver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker at the far end of a stream of work items. It is told of items as soon as they are assigned; what it may hold is bounded by
 * the hub, so nothing piles up here. Used from the hub's thread.
 */
final class StreamWorker implements Worker {

    private static final Logger LOG = LoggerFactory.getLogger(StreamWorker.class);

    /** The largest message a gRPC client takes by default. */
    private static final int SDK_MESSAGE_BYTES = 4 << 20;

    private final ConnectionId connection;
    private final ServerCallStreamObserver<OrchestratorService.WorkItem> stream;

    private StreamWorker(ConnectionId connection, ServerCallStreamObserver<OrchestratorService.WorkItem> stream) {
        this.connection = connection;
        this.stream = stream;
    }

    static void open(TaskHub hub, ServerCallStreamObserver<OrchestratorService.WorkItem> stream) {
        StreamWorker worker = new StreamWorker(Connections.current(), stream);
        stream.setOnCancelHandler(() -> {
            LOG.atInfo().addKeyValue("connection", worker.connection.value()).log("Worker left");
            hub.disconnect(worker);
        });
        LOG.atInfo().addKeyValue("connection", worker.connection.value()).log("Worker joined");
        hub.connect(worker);
    }

    @Override
    public ConnectionId connection() {
        return connection;
    }

    @Override
    public void accept(WorkItem item) {
        OrchestratorService.WorkItem message = WorkItemMessages.of(item);
        int bytes = message.getSerializedSize();
        if (bytes > SDK_MESSAGE_BYTES) {
            LOG.atWarn()
                    .addKeyValue("instanceId", item.instanceId())
                    .addKeyValue("bytes", bytes)
                    .log(
                            "Work item is larger than the 4 MB an SDK worker takes unless told otherwise: it may leave over"
                                    + " this, come back and meet it again. Keep payloads out of the history, or continue as new");
        }
        stream.onNext(message);
    }
}
