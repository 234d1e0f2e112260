package dev.convoy.functions.lookup.provider;

import com.fasterxml.jackson.databind.node.ArrayNode;
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
import dev.convoy.functions.lookup.worker.ServiceLookup;
import inet.ipaddr.IPAddress;
import java.time.Duration;
import java.util.List;
import org.xbill.DNS.Message;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** The names of an address, by PTR. No PTR is a finding of its own: {@code found: false}. */
public final class ReverseDnsLookup implements ServiceLookup {

    private static final String NAME = "reversedns";
    private static final ServiceName SERVICE = new ServiceName(NAME);

    private static final int MOST_ALIASES = 20;

    private final LookupQueue queue;
    private final Resolver resolver;

    public ReverseDnsLookup(ProviderTools tools) {
        this.queue = tools.queue(SERVICE);
        this.resolver = tools.resolver();
    }

    @FunctionName("LookupReverseDns")
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
        Message answer = resolver.ask(ReverseMap.fromAddress(address.toInetAddress()), Type.PTR);
        List<String> names = answer.getSection(Section.ANSWER).stream()
                .filter(PTRRecord.class::isInstance)
                .map(record ->
                        ProviderText.clean(((PTRRecord) record).getTarget().toString(true)))
                .limit(MOST_ALIASES + 1L)
                .toList();
        return new Finding.Found(names.isEmpty() ? nothing(address) : names(address, names));
    }

    private static ObjectNode nothing(IPAddress address) {
        ObjectNode data = JsonNodeFactory.instance.objectNode().put("found", false);
        data.putArray("addresses").add(address.toCanonicalString());
        return data;
    }

    private static ObjectNode names(IPAddress address, List<String> names) {
        ObjectNode data =
                JsonNodeFactory.instance.objectNode().put("found", true).put("hostName", names.getFirst());
        ArrayNode aliases = data.putArray("aliases");
        names.stream().skip(1).forEach(aliases::add);
        data.putArray("addresses").add(address.toCanonicalString());
        return data;
    }
}
