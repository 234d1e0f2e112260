package dev.convoy.runtime.providers;

import inet.ipaddr.IPAddress;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** DNS answers (RFC 1035) for addresses, names of addresses, and nothing else. Stateless. */
final class DnsAnswers {

    private static final long TTL_SECONDS = 60;

    private final Fixtures fixtures;

    DnsAnswers(Fixtures fixtures) {
        this.fixtures = fixtures;
    }

    Message answer(Message query) {
        Record question = query.getQuestion();
        if (question == null) {
            return reply(query, Rcode.FORMERR);
        }
        return switch (question.getType()) {
            case Type.A, Type.AAAA -> addresses(query, question);
            case Type.PTR -> names(query, question);
            default -> reply(query, known(question.getName()) ? Rcode.NOERROR : Rcode.NXDOMAIN);
        };
    }

    /** An answer without records. */
    static Message reply(Message query, int code) {
        Message reply = new Message(query.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.getHeader().setFlag(Flags.RA);
        if (query.getHeader().getFlag(Flags.RD)) {
            reply.getHeader().setFlag(Flags.RD);
        }
        reply.getHeader().setRcode(code);
        Record question = query.getQuestion();
        if (question != null) {
            reply.addRecord(question, Section.QUESTION);
        }
        return reply;
    }

    private Message addresses(Message query, Record question) {
        Optional<Fixtures.Host> host = fixtures.hostNamed(question.getName().toString(true));
        if (host.isEmpty()) {
            return reply(query, Rcode.NXDOMAIN);
        }
        Message reply = reply(query, Rcode.NOERROR);
        for (IPAddress address : host.get().addresses()) {
            addAddress(reply, question, address);
        }
        return reply;
    }

    private static void addAddress(Message reply, Record question, IPAddress address) {
        Name name = question.getName();
        if (address.isIPv4() && question.getType() == Type.A) {
            reply.addRecord(new ARecord(name, DClass.IN, TTL_SECONDS, address.toInetAddress()), Section.ANSWER);
        }
        if (address.isIPv6() && question.getType() == Type.AAAA) {
            reply.addRecord(new AAAARecord(name, DClass.IN, TTL_SECONDS, address.toInetAddress()), Section.ANSWER);
        }
    }

    private Message names(Message query, Record question) {
        List<Fixtures.Host> hosts = fixtures.hosts().stream()
                .filter(host -> host.addresses().stream()
                        .anyMatch(address ->
                                ReverseMap.fromAddress(address.toInetAddress()).equals(question.getName())))
                .toList();
        if (hosts.isEmpty()) {
            return reply(query, Rcode.NXDOMAIN);
        }
        Message reply = reply(query, Rcode.NOERROR);
        for (Fixtures.Host host : hosts) {
            reply.addRecord(
                    new PTRRecord(question.getName(), DClass.IN, TTL_SECONDS, absolute(host.name())), Section.ANSWER);
        }
        return reply;
    }

    private boolean known(Name name) {
        return fixtures.hostNamed(name.toString(true)).isPresent();
    }

    private static Name absolute(String name) {
        try {
            return Name.fromString(name + ".");
        } catch (TextParseException e) {
            throw new IllegalStateException("a fixture's host name is no DNS name: " + name, e);
        }
    }
}
