package dev.convoy.functions.lookup.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.List;
import java.util.Optional;

/** Where an address is, from an HTTP API of ip-api.com's shape. For a name, where its first address is. */
public final class GeoIpLookup implements ServiceLookup {

    private static final String NAME = "geoip";
    private static final ServiceName SERVICE = new ServiceName(NAME);

    private static final List<String> TEXTS =
            List.of("country", "countryCode", "region", "regionName", "city", "zip", "timezone", "isp", "org", "as");
    private static final List<String> NUMBERS = List.of("lat", "lon");

    private final LookupQueue queue;
    private final URI base;
    private final ProviderHttp http;
    private final ProviderGuard guard;
    private final Resolver resolver;

    /** Asks the API at {@code geoIp} of the tools' settings. */
    public GeoIpLookup(ProviderTools tools) {
        this.queue = tools.queue(SERVICE);
        this.base = tools.settings().geoIp();
        this.http = tools.http();
        this.guard = tools.guard(SERVICE, ProviderTools.HTTP_TIMEOUT);
        this.resolver = tools.resolver();
    }

    @FunctionName("LookupGeoIp")
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
        return Duration.ofHours(24);
    }

    @Override
    public Finding find(LookupTarget target) {
        String address = resolver.permittedAddresses(target).getFirst().toCanonicalString();
        Optional<JsonNode> answer = guard.call(() -> http.get(at(address), ProviderTools.HTTP_TIMEOUT));
        return answer.map(json -> finding(address, json)).orElseGet(Finding.NotFound::new);
    }

    /** Appended, not resolved: the groups of an IPv6 address would be taken for a scheme. */
    private URI at(String address) {
        return URI.create(base + address);
    }

    private static Finding finding(String address, JsonNode answer) {
        return switch (answer.path("status").asText()) {
            case "success" -> new Finding.Found(place(address, answer));
            case "fail" -> new Finding.NotFound();
            default -> throw ProviderException.passing("geoip answered neither success nor fail", null);
        };
    }

    private static ObjectNode place(String address, JsonNode answer) {
        ObjectNode place = JsonNodeFactory.instance.objectNode().put("address", address);
        TEXTS.forEach(field -> ProviderText.copy(answer, field, place));
        NUMBERS.stream()
                .filter(field -> answer.path(field).isNumber())
                .forEach(field -> place.set(field, answer.get(field)));
        return place;
    }
}
