package dev.convoy.runtime.durable.grpc;

import dev.convoy.runtime.durable.engine.ConnectionId;
import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerTransportFilter;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Numbers the connections to the server and tells each call which one it came over. Safe for use by several threads. */
final class Connections extends ServerTransportFilter implements ServerInterceptor {

    private static final Attributes.Key<ConnectionId> ATTRIBUTE = Attributes.Key.create("connection");
    private static final Context.Key<ConnectionId> CURRENT = Context.key("connection");
    private static final ConnectionId UNKNOWN = new ConnectionId(0);

    private final AtomicLong last = new AtomicLong();

    /** The connection of the call that runs on this thread. */
    static ConnectionId current() {
        ConnectionId current = CURRENT.get();
        return current == null ? UNKNOWN : current;
    }

    @Override
    public Attributes transportReady(Attributes attributes) {
        return attributes.toBuilder()
                .set(ATTRIBUTE, new ConnectionId(last.incrementAndGet()))
                .build();
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        @Nullable ConnectionId connection = call.getAttributes().get(ATTRIBUTE);
        Context context = Context.current().withValue(CURRENT, connection == null ? UNKNOWN : connection);
        return Contexts.interceptCall(context, call, headers, next);
    }
}
