package dev.convoy.runtime.host.invoke;

import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** A position in a distributed trace, as W3C Trace Context writes it. */
public record TraceParent(String header, String state) {

    private static final Pattern FORM = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
    private static final HexFormat HEX = HexFormat.of();

    /** The start of a new trace. */
    public static TraceParent root() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new TraceParent(
                "00-" + HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong() | 1) + "-" + spanId()
                        + "-01",
                "");
    }

    /** A new span below the given header, or a new trace if the header is absent or malformed. */
    public static TraceParent below(Optional<String> header, Optional<String> state) {
        return header.filter(text -> FORM.matcher(text).matches())
                .map(parent ->
                        new TraceParent(parent.substring(0, 36) + spanId() + parent.substring(52), state.orElse("")))
                .orElseGet(TraceParent::root);
    }

    private static String spanId() {
        return HEX.toHexDigits(ThreadLocalRandom.current().nextLong() | 1);
    }
}
