package dev.convoy.functions.lookup.provider;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Resolves for Netty through the origin policy, so that the address that was checked is the one that is connected to. Resolves on virtual
 * threads, since that may block.
 */
final class PinnedAddresses extends AddressResolverGroup<InetSocketAddress> {

    private final OriginPolicy origins;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    PinnedAddresses(OriginPolicy origins) {
        this.origins = origins;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new Names(executor).asAddressResolver();
    }

    @Override
    public void close() {
        super.close();
        threads.shutdownNow();
    }

    private final class Names extends InetNameResolver {

        private Names(EventExecutor executor) {
            super(executor);
        }

        @Override
        protected void doResolve(String host, Promise<InetAddress> promise) {
            resolve(host, promise, found -> promise.setSuccess(found.getFirst()));
        }

        @Override
        protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
            resolve(host, promise, promise::setSuccess);
        }

        private void resolve(String host, Promise<?> promise, Consumer<List<InetAddress>> then) {
            threads.execute(() -> {
                try {
                    then.accept(origins.addressesOf(host));
                } catch (RuntimeException refused) {
                    promise.setFailure(refused); // whoever connects is told
                }
            });
        }
    }
}
