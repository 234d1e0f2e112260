package dev.convoy.runtime.servicebus.admin;

import org.jspecify.annotations.Nullable;

/** XML being written. Confined to one thread. */
final class XmlText {

    private final StringBuilder out = new StringBuilder();

    XmlText raw(String markup) {
        out.append(markup);
        return this;
    }

    /** An element with text; none at all for null. */
    XmlText element(String name, @Nullable Object value) {
        if (value != null) {
            out.append('<').append(name).append('>');
            text(value.toString());
            out.append("</").append(name.split(" ", 2)[0]).append('>');
        }
        return this;
    }

    XmlText text(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                default -> out.append(c);
            }
        }
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
