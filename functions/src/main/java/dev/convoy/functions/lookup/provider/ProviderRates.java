package dev.convoy.functions.lookup.provider;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** How often, and how many at once, each provider may be asked; {@link #USUAL} unless said otherwise. Immutable. */
public record ProviderRates(Map<String, Rate> rates) {

    /** A hundred calls a second, 64 at once. */
    public static final Rate USUAL = new Rate(100, Duration.ofSeconds(1), 64);

    public ProviderRates {
        rates = Map.copyOf(rates);
    }

    /**
     * A provider's bounds.
     *
     * @param calls within each period, at least 1
     * @param concurrent calls at once, at least 1
     */
    public record Rate(int calls, Duration period, int concurrent) {

        private static final int MOST = 100_000;
        private static final int PARTS = 3;

        public Rate {
            if (calls < 1 || calls > MOST || concurrent < 1 || concurrent > MOST) {
                throw new IllegalArgumentException("must have numbers from 1 to " + MOST);
            }
            if (period.isNegative() || period.isZero()) {
                throw new IllegalArgumentException("must have a period above zero");
            }
        }

        static Rate parse(String text) {
            String[] parts = text.split("/", -1);
            if (parts.length != PARTS) {
                throw new IllegalArgumentException("must be CALLS/PERIOD/CONCURRENT, such as geoip=45/PT1M/8");
            }
            try {
                return new Rate(
                        Integer.parseInt(parts[0].strip()),
                        Duration.parse(parts[1].strip()),
                        Integer.parseInt(parts[2].strip()));
            } catch (NumberFormatException | DateTimeParseException e) {
                throw new IllegalArgumentException("must be CALLS/PERIOD/CONCURRENT, such as geoip=45/PT1M/8", e);
            }
        }
    }

    /**
     * Reads {@code name=calls/period/concurrent}, separated by commas; blank for none.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static ProviderRates parse(String text) {
        Map<String, Rate> rates = new LinkedHashMap<>();
        Stream.of(text.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .forEach(part -> {
                    String[] sides = part.split("=", 2);
                    if (!ProviderGuards.PROVIDERS.contains(sides[0].strip())) {
                        throw new IllegalArgumentException(
                                "names " + sides[0] + ", which is none of " + ProviderGuards.PROVIDERS);
                    }
                    rates.put(sides[0].strip(), Rate.parse(sides.length == 1 ? "" : sides[1]));
                });
        return new ProviderRates(rates);
    }

    Rate of(String provider) {
        return rates.getOrDefault(provider, USUAL);
    }
}
