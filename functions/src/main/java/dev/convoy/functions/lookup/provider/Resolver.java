package dev.convoy.functions.lookup.provider;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.convoy.contracts.lookup.LookupTarget;
import dev.convoy.functions.lookup.targets.AddressPolicy;
import dev.convoy.functions.lookup.worker.ProviderException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

    /** One try, whatever the transport. */
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** A question with all its tries. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private static final Duration KEPT = Duration.ofSeconds(20);
    private static final int MOST_KEPT = 10_000;

    private final SimpleResolver dns;
    private final AddressPolicy policy;
    private final ProviderGuard guard;
    private final Duration limit;

    /** Services of one lookup ask for the same name at about the same time; failures are not kept. */
    private final LoadingCache<String, List<IPAddress>> names =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).expireAfterWrite(KEPT).build(this::resolved);

    /** @param server the DNS server to ask; the system's if empty */
    public Resolver(Optional<InetSocketAddress> server, AddressPolicy policy, ProviderGuards guards) {
        this(server, policy, guards, LIMIT);
    }

    Resolver(Optional<InetSocketAddress> server, AddressPolicy policy, ProviderGuards guards, Duration limit) {
        this.dns = server.map(SimpleResolver::new).orElseGet(Resolver::ofTheSystem);
        this.dns.setTimeout(TIMEOUT);
        this.policy = policy;
        this.guard = guards.of("dns", TIMEOUT);
        this.limit = limit;
    }

    /**
     * The target's addresses, at least one.
     *
     * @throws ProviderException if it has none or one that must not be touched, or DNS does not answer
     */
    List<IPAddress> permittedAddresses(LookupTarget target) {
        List<IPAddress> addresses = target.kind().isAddress()
                ? List.of(Objects.requireNonNull(new IPAddressString(target.value()).getAddress()))
                : names.get(target.value());
        for (IPAddress address : addresses) {
            Optional<String> refusal = policy.refusal(address);
            if (refusal.isPresent()) {
                throw ProviderException.lasting("target has " + refusal.get() + ", which is refused");
            }
        }
        return addresses;
    }

    /** The answer to one question, its code NOERROR or NXDOMAIN, within five seconds. */
    Message ask(Name name, int type) {
        long end = end();
        return guard.call(() -> answer(dns.sendAsync(query(name, type)).toCompletableFuture(), end));
    }

    /** Both questions are asked at once. */
    private List<IPAddress> resolved(String value) {
        Name name = absolute(value);
        long end = end();
        List<IPAddress> addresses = guard.call(() -> {
            CompletableFuture<Message> four = dns.sendAsync(query(name, Type.A)).toCompletableFuture();
            CompletableFuture<Message> six =
                    dns.sendAsync(query(name, Type.AAAA)).toCompletableFuture();
            List<IPAddress> found = new ArrayList<>();
            collect(answer(four, end), found);
            collect(answer(six, end), found);
            return found;
        });
        if (addresses.isEmpty()) {
            throw ProviderException.lasting("name does not resolve");
        }
        return addresses;
    }

    private static Message query(Name name, int type) {
        return Message.newQuery(Record.newRecord(name, type, DClass.IN));
    }

    private long end() {
        return System.nanoTime() + limit.toNanos();
    }

    private static Message answer(CompletableFuture<Message> asked, long end) {
        Message answer;
        try {
            answer = asked.get(
                    end - System.nanoTime(), TimeUnit.NANOSECONDS); // each try has the client's own limit besides
        } catch (ExecutionException | TimeoutException e) {
            throw ProviderException.passing("DNS does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProviderException.passing("interrupted", e);
        }
        int code = answer.getRcode();
        if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
            throw ProviderException.passing("DNS answered " + Rcode.string(code), null);
        }
        return answer;
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
