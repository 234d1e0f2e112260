package dev.convoy.functions.lookup.provider;

import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.ServiceBusQueueTrigger;
import dev.convoy.contracts.lookup.LookupTarget;
import dev.convoy.contracts.lookup.ServiceName;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.contracts.topology.LookupServiceSpec;
import dev.convoy.functions.lookup.worker.Finding;
import dev.convoy.functions.lookup.worker.LookupQueue;
import dev.convoy.functions.lookup.worker.ServiceLookup;
import inet.ipaddr.IPAddress;
import java.time.Duration;

/** The certificate chain that a name presents on port 443, when it expires, who issued it, and whether this machine trusts it. */
public final class TlsLookup implements ServiceLookup {

    private static final String NAME = "tls";
    private static final ServiceName SERVICE = new ServiceName(NAME);

    private final LookupQueue queue;
    private final Resolver resolver;
    private final ProviderGuard guard;
    private final TlsHandshake handshake;

    /** Connects through {@code proxy} if the tools' settings name one. */
    public TlsLookup(ProviderTools tools) {
        this.queue = tools.queue(SERVICE);
        this.resolver = tools.resolver();
        this.guard = tools.guard(SERVICE, ProviderTools.PROBE_TIMEOUT);
        this.handshake = new TlsHandshake(tools.proxy(), ProviderTools.PROBE_TIMEOUT);
    }

    @FunctionName("LookupTls")
    public void run(
            @ServiceBusQueueTrigger(
                            name = "message",
                            queueName = LookupServiceSpec.QUEUE_PREFIX + NAME,
                            connection = Entities.SERVICE_BUS_CONNECTION)
                    String message,
            @BindingName("MessageId") String messageId,
            @BindingName("ApplicationProperties") String applicationProperties) {
        queue.accept(this, message, messageId, applicationProperties);
    }

    @Override
    public ServiceName service() {
        return SERVICE;
    }

    @Override
    public Duration freshFor() {
        return Duration.ofHours(1);
    }

    @Override
    public Finding find(LookupTarget target) {
        IPAddress address = resolver.permittedAddresses(target).getFirst();
        return guard.call(() -> handshake.with(target.value(), address))
                .<Finding>map(Finding.Found::new)
                .orElseGet(Finding.NotFound::new);
    }
}
