package dev.convoy.functions.lookup.provider;

import dev.convoy.contracts.lookup.LookupTarget;
import dev.convoy.functions.lookup.targets.AddressPolicy;
import dev.convoy.functions.lookup.worker.ProviderException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Asks DNS, over UDP and over TCP when the answer does not fit. Lets no address through that the policy refuses: a name with one bad
 * address is refused as a whole, or an attacker's name would be a way around the policy. Safe for use by several threads.
 */
public final class Resolver {

    private final SimpleResolver dns;
    private final AddressPolicy policy;
    private final ProviderGuard guard;

    /** @param server the DNS server to ask; the system's if empty */
    public Resolver(Optional<InetSocketAddress> server, Duration timeout, AddressPolicy policy, ProviderGuard guard) {
        this.dns = server.map(SimpleResolver::new).orElseGet(Resolver::ofTheSystem);
        this.dns.setTimeout(timeout);
        this.policy = policy;
        this.guard = guard;
    }

    /**
     * The target's addresses, at least one.
     *
     * @throws ProviderException if it has none or one that must not be touched, or DNS does not answer
     */
    List<IPAddress> permittedAddresses(LookupTarget target) {
        List<IPAddress> addresses = target.kind().isAddress()
                ? List.of(Objects.requireNonNull(new IPAddressString(target.value()).getAddress()))
                : resolved(target.value());
        for (IPAddress address : addresses) {
            Optional<String> refusal = policy.refusal(address);
            if (refusal.isPresent()) {
                throw ProviderException.lasting("target has " + refusal.get() + ", which is refused");
            }
        }
        return addresses;
    }

    /** The answer to one question, its code NOERROR or NXDOMAIN. */
    Message ask(Name name, int type) {
        return guard.call(() -> asked(name, type));
    }

    private List<IPAddress> resolved(String value) {
        Name name = absolute(value);
        List<IPAddress> addresses = new ArrayList<>();
        collect(ask(name, Type.A), addresses);
        collect(ask(name, Type.AAAA), addresses);
        if (addresses.isEmpty()) {
            throw ProviderException.lasting("name does not resolve");
        }
        return addresses;
    }

    private Message asked(Name name, int type) {
        try {
            Message answer = dns.send(Message.newQuery(Record.newRecord(name, type, DClass.IN)));
            int code = answer.getRcode();
            if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
                throw ProviderException.passing("DNS answered " + Rcode.string(code), null);
            }
            return answer;
        } catch (IOException e) {
            throw ProviderException.passing("DNS does not answer", e);
        }
    }

    private static void collect(Message answer, List<IPAddress> addresses) {
        for (Record record : answer.getSection(Section.ANSWER)) {
            switch (record) {
                case ARecord a -> addresses.add(address(a.getAddress()));
                case AAAARecord aaaa -> addresses.add(address(aaaa.getAddress()));
                default -> {} // aliases on the way
            }
        }
    }

    private static IPAddress address(InetAddress address) {
        return Objects.requireNonNull(new IPAddressString(address.getHostAddress()).getAddress());
    }

    static Name absolute(String name) {
        try {
            return Name.fromString(name, Name.root);
        } catch (TextParseException e) {
            throw ProviderException.lasting("is no DNS name");
        }
    }

    private static SimpleResolver ofTheSystem() {
        try {
            return new SimpleResolver();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("LookupDnsServer: the system has no DNS server, set one", e);
        }
    }
}
