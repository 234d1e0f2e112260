package dev.convoy.runtime.servicebus.admin;

import dev.convoy.runtime.servicebus.broker.Refusal;
import java.time.Instant;
import java.util.List;

/** Answers in Atom XML (RFC 4287), as the service's administration sends them. Stateless. */
final class Atom {

    private static final String NAMESPACE = "http://www.w3.org/2005/Atom";
    private static final String ENTRY_TYPE = "application/atom+xml;type=entry;charset=utf-8";
    private static final String FEED_TYPE = "application/atom+xml;type=feed;charset=utf-8";

    private Atom() {}

    /** What an entry holds: the entity's name and its description in XML. */
    record Entry(String title, String content) {}

    static AdminResponse entry(int status, Entry entry, Instant now) {
        return new AdminResponse(status, ENTRY_TYPE, write(entry, now));
    }

    /** A page of entries; {@code next} is the query of the following page, or empty. */
    static AdminResponse feed(String title, List<Entry> entries, String next, Instant now) {
        XmlText xml = new XmlText();
        xml.raw("<feed xmlns=\"" + NAMESPACE + "\">").element("title type=\"text\"", title);
        xml.element("id", "https://localhost/" + title).element("updated", now);
        if (!next.isEmpty()) {
            xml.raw("<link rel=\"next\" href=\"")
                    .text("https://localhost/" + title + next)
                    .raw("\"/>");
        }
        entries.forEach(entry -> xml.raw(write(entry, now)));
        return new AdminResponse(200, FEED_TYPE, xml.raw("</feed>").toString());
    }

    static AdminResponse error(int status, String detail) {
        XmlText xml = new XmlText();
        xml.raw("<Error>").element("Code", status).element("Detail", detail).raw("</Error>");
        return new AdminResponse(status, "application/xml; charset=utf-8", xml.toString());
    }

    static AdminResponse error(Refusal refusal) {
        int status =
                switch (refusal.reason()) {
                    case ENTITY_NOT_FOUND, MESSAGE_NOT_FOUND -> 404;
                    case ENTITY_ALREADY_EXISTS -> 409;
                    case QUOTA_EXCEEDED, ENTITY_DISABLED, NOT_ALLOWED -> 403;
                    case INVALID,
                            MESSAGE_LOCK_LOST,
                            SESSION_LOCK_LOST,
                            SESSION_CANNOT_BE_LOCKED,
                            MESSAGE_TOO_LARGE,
                            TIMEOUT -> 400;
                    case SERVER_BUSY, LINK_DETACHED -> 503;
                };
        return error(status, refusal.text());
    }

    private static String write(Entry entry, Instant now) {
        return new XmlText()
                .raw("<entry xmlns=\"" + NAMESPACE + "\">")
                .element("id", "https://localhost/" + entry.title())
                .element("title type=\"text\"", entry.title())
                .element("published", now)
                .element("updated", now)
                .raw("<author><name>sbemulatorns</name></author><content type=\"application/xml\">")
                .raw(entry.content())
                .raw("</content></entry>")
                .toString();
    }
}
