package dev.convoy.functions.lookup.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.ServiceBusQueueTrigger;
import dev.convoy.contracts.lookup.LookupTarget;
import dev.convoy.contracts.lookup.ServiceName;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.contracts.topology.LookupServiceSpec;
import dev.convoy.functions.lookup.worker.Finding;
import dev.convoy.functions.lookup.worker.LookupQueue;
import dev.convoy.functions.lookup.worker.ProviderException;
import dev.convoy.functions.lookup.worker.ServiceLookup;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Registration data (RFC 9083) from the registry that the bootstrap names for the target. For a name, of its registered parent. */
public final class RdapLookup implements ServiceLookup {

    private static final String NAME = "rdap";
    private static final ServiceName SERVICE = new ServiceName(NAME);

    private final LookupQueue queue;
    private final RdapBootstrap bootstrap;
    private final ProviderHttp http;
    private final ProviderGuard guard;
    private final Resolver resolver;

    /** Finds registries by the bootstrap files at {@code rdapBootstrap} of the tools' settings. */
    public RdapLookup(ProviderTools tools) {
        this.queue = tools.queue(SERVICE);
        this.http = tools.http();
        this.guard = tools.guard(SERVICE, ProviderTools.HTTP_TIMEOUT);
        this.bootstrap = new RdapBootstrap(tools.settings().rdapBootstrap(), http, guard, ProviderTools.HTTP_TIMEOUT);
        this.resolver = tools.resolver();
    }

    @FunctionName("LookupRdap")
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
        return Duration.ofHours(12);
    }

    @Override
    public Finding find(LookupTarget target) {
        if (target.kind().isAddress()) {
            resolver.permittedAddresses(target);
        }
        Optional<URI> registry = bootstrap.registryOf(target);
        return registry.flatMap(base -> ask(base, target))
                .map(ProviderText::harmless)
                .<Finding>map(Finding.Found::new)
                .orElseGet(Finding.NotFound::new);
    }

    /** The name itself, then its parents, as far as two labels: registries know registered names only. */
    private Optional<JsonNode> ask(URI base, LookupTarget target) {
        if (target.kind().isAddress()) {
            return get(base.resolve("ip/" + target.value()), "ip network");
        }
        String name = target.value();
        while (name.indexOf('.') >= 0) {
            Optional<JsonNode> domain = get(base.resolve("domain/" + name), "domain");
            if (domain.isPresent()) {
                return domain;
            }
            name = name.substring(name.indexOf('.') + 1);
        }
        return Optional.empty();
    }

    private Optional<JsonNode> get(URI uri, String objectClass) {
        Optional<JsonNode> answer = guard.call(() -> http.get(uri, ProviderTools.HTTP_TIMEOUT));
        answer.filter(json -> !json.path("objectClassName").asText().equals(objectClass))
                .ifPresent(json -> {
                    throw ProviderException.lasting("registry answered something else than an " + objectClass);
                });
        return answer;
    }
}
