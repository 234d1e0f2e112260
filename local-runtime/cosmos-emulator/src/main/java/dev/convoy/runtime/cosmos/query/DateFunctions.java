package dev.convoy.runtime.cosmos.query;

import static dev.convoy.runtime.cosmos.query.Functions.add;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Date and time functions over ISO 8601 texts in UTC with seven fraction digits, ticks of 100 ns, and milliseconds. Stateless. */
final class DateFunctions {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSS'Z'", Locale.ROOT);
    private static final long TICKS_PER_SECOND = 10_000_000L;
    private static final int NANOS_PER_TICK = 100;
    private static final LocalDateTime DEFAULT_ORIGIN = LocalDateTime.of(1970, 1, 1, 0, 0);

    private DateFunctions() {}

    static void register() {
        add("GETCURRENTDATETIME", 0, 0, (arguments, now) -> text(utc(now)));
        add("GETCURRENTDATETIMESTATIC", 0, 0, (arguments, now) -> text(utc(now)));
        add("GETCURRENTTIMESTAMP", 0, 0, (arguments, now) -> Values.of((double) now.toEpochMilli()));
        add("GETCURRENTTIMESTAMPSTATIC", 0, 0, (arguments, now) -> Values.of((double) now.toEpochMilli()));
        add("GETCURRENTTICKS", 0, 0, (arguments, now) -> ticks(utc(now)));
        add("GETCURRENTTICKSSTATIC", 0, 0, (arguments, now) -> ticks(utc(now)));
        add("DATETIMETOTICKS", 1, 1, (arguments, now) -> parse(arguments.getFirst())
                .map(DateFunctions::ticks)
                .orElse(Values.UNDEFINED));
        add("DATETIMETOTIMESTAMP", 1, 1, (arguments, now) -> parse(arguments.getFirst())
                .map(time -> Values.of((double) time.toInstant(ZoneOffset.UTC).toEpochMilli()))
                .orElse(Values.UNDEFINED));
        add("TICKSTODATETIME", 1, 1, (arguments, now) -> fromTicks(arguments.getFirst(), 1));
        add("TIMESTAMPTODATETIME", 1, 1, (arguments, now) -> fromTicks(arguments.getFirst(), 10_000));
        add("DATETIMEADD", 3, 3, (arguments, now) -> plus(arguments));
        add("DATETIMEDIFF", 3, 3, (arguments, now) -> difference(arguments));
        add("DATETIMEPART", 2, 2, (arguments, now) -> part(arguments));
        add("DATETIMEBIN", 2, 4, (arguments, now) -> bin(arguments));
        add("DATETIMEFROMPARTS", 3, 7, (arguments, now) -> fromParts(arguments));
    }

    private static LocalDateTime utc(Instant now) {
        return LocalDateTime.ofInstant(now, ZoneOffset.UTC);
    }

    private static JsonNode text(LocalDateTime time) {
        return Values.of(FORMAT.format(time));
    }

    private static JsonNode ticks(LocalDateTime time) {
        Instant instant = time.toInstant(ZoneOffset.UTC);
        return Values.NODES.numberNode(
                instant.getEpochSecond() * TICKS_PER_SECOND + instant.getNano() / NANOS_PER_TICK);
    }

    private static JsonNode fromTicks(JsonNode count, long ticksEach) {
        if (!count.isNumber()) {
            return Values.UNDEFINED;
        }
        try {
            long ticks = Math.multiplyExact(count.longValue(), ticksEach);
            return text(utc(Instant.ofEpochSecond(
                    Math.floorDiv(ticks, TICKS_PER_SECOND), Math.floorMod(ticks, TICKS_PER_SECOND) * NANOS_PER_TICK)));
        } catch (DateTimeException | ArithmeticException outOfRange) {
            return Values.UNDEFINED;
        }
    }

    private static Optional<LocalDateTime> parse(JsonNode text) {
        if (!text.isTextual()) {
            return Optional.empty();
        }
        String value = text.textValue();
        try {
            if (value.length() == 10) {
                return Optional.of(LocalDateTime.parse(value + "T00:00:00"));
            }
            return Optional.of(
                    value.endsWith("Z")
                            ? LocalDateTime.parse(value.substring(0, value.length() - 1))
                            : java.time.OffsetDateTime.parse(value)
                                    .withOffsetSameInstant(ZoneOffset.UTC)
                                    .toLocalDateTime());
        } catch (DateTimeException malformed) {
            return parseWithoutZone(value);
        }
    }

    private static Optional<LocalDateTime> parseWithoutZone(String value) {
        try {
            return Optional.of(LocalDateTime.parse(value));
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<Part> partNamed(JsonNode name) {
        return name.isTextual() ? Part.named(name.textValue()) : Optional.empty();
    }

    private static JsonNode plus(List<JsonNode> arguments) {
        Optional<Part> part = partNamed(arguments.get(0));
        Optional<LocalDateTime> time = parse(arguments.get(2));
        if (part.isEmpty() || time.isEmpty() || !Functions.isInt(arguments.get(1))) {
            return Values.UNDEFINED;
        }
        return text(time.get().plus(arguments.get(1).longValue(), part.get().unit));
    }

    /** Counts the boundaries crossed, as documented, not the whole units between. */
    private static JsonNode difference(List<JsonNode> arguments) {
        Optional<Part> part = partNamed(arguments.get(0));
        Optional<LocalDateTime> from = parse(arguments.get(1));
        Optional<LocalDateTime> to = parse(arguments.get(2));
        if (part.isEmpty() || from.isEmpty() || to.isEmpty()) {
            return Values.UNDEFINED;
        }
        Part unit = part.get();
        return Values.of((double) unit.unit.between(unit.floor(from.get()), unit.floor(to.get())));
    }

    private static JsonNode part(List<JsonNode> arguments) {
        Optional<Part> part = partNamed(arguments.get(0));
        Optional<LocalDateTime> time = parse(arguments.get(1));
        return part.isEmpty() || time.isEmpty()
                ? Values.UNDEFINED
                : Values.of((double) part.get().of(time.get()));
    }

    private static JsonNode bin(List<JsonNode> arguments) {
        Optional<LocalDateTime> time = parse(arguments.get(0));
        Optional<Part> part = partNamed(arguments.get(1));
        JsonNode size = arguments.size() > 2 ? arguments.get(2) : Values.of(1);
        Optional<LocalDateTime> origin = arguments.size() > 3 ? parse(arguments.get(3)) : Optional.of(DEFAULT_ORIGIN);
        if (time.isEmpty() || part.isEmpty() || origin.isEmpty() || !Functions.isInt(size) || size.intValue() < 1) {
            return Values.UNDEFINED;
        }
        long passed = part.get().unit.between(origin.get(), time.get());
        if (origin.get().plus(passed, part.get().unit).isAfter(time.get())) {
            passed--;
        }
        long bins = Math.floorDiv(passed, size.intValue());
        return text(origin.get().plus(bins * size.intValue(), part.get().unit));
    }

    private static JsonNode fromParts(List<JsonNode> arguments) {
        int[] parts = {1, 1, 1, 0, 0, 0, 0};
        for (int i = 0; i < arguments.size(); i++) {
            if (!Functions.isInt(arguments.get(i))) {
                return Values.UNDEFINED;
            }
            parts[i] = arguments.get(i).intValue();
        }
        try {
            return text(LocalDateTime.of(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5])
                    .plusNanos((long) parts[6] * NANOS_PER_TICK));
        } catch (DateTimeException impossible) {
            return Values.UNDEFINED;
        }
    }

    /** A part of a date and time, by the names and abbreviations of the reference. */
    private enum Part {
        YEAR(ChronoUnit.YEARS, List.of("year", "yyyy", "yy")),
        QUARTER(IsoFields.QUARTER_YEARS, List.of("quarter", "qq", "q")),
        MONTH(ChronoUnit.MONTHS, List.of("month", "mm", "m")),
        WEEK(ChronoUnit.WEEKS, List.of("week", "ww", "wk")),
        DAY(ChronoUnit.DAYS, List.of("day", "dd", "d")),
        HOUR(ChronoUnit.HOURS, List.of("hour", "hh")),
        MINUTE(ChronoUnit.MINUTES, List.of("minute", "mi", "n")),
        SECOND(ChronoUnit.SECONDS, List.of("second", "ss", "s")),
        MILLISECOND(ChronoUnit.MILLIS, List.of("millisecond", "ms")),
        MICROSECOND(ChronoUnit.MICROS, List.of("microsecond", "mcs")),
        NANOSECOND(ChronoUnit.NANOS, List.of("nanosecond", "ns"));

        private final java.time.temporal.TemporalUnit unit;
        private final List<String> names;

        Part(java.time.temporal.TemporalUnit unit, List<String> names) {
            this.unit = unit;
            this.names = names;
        }

        static Optional<Part> named(String name) {
            for (Part part : values()) {
                if (part.names.contains(name.toLowerCase(Locale.ROOT))) {
                    return Optional.of(part);
                }
            }
            return Optional.empty();
        }

        LocalDateTime floor(LocalDateTime time) {
            return switch (this) {
                case YEAR -> time.truncatedTo(ChronoUnit.DAYS).withDayOfYear(1);
                case QUARTER -> {
                    int month = (time.getMonthValue() - 1) / 3 * 3 + 1;
                    yield time.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1).withMonth(month);
                }
                case MONTH -> time.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
                case WEEK ->
                    time.truncatedTo(ChronoUnit.DAYS)
                            .minusDays(time.getDayOfWeek().getValue() % 7);
                case DAY, HOUR, MINUTE, SECOND, MILLISECOND, MICROSECOND, NANOSECOND -> time.truncatedTo(unit);
            };
        }

        long of(LocalDateTime time) {
            return switch (this) {
                case YEAR -> time.getYear();
                case QUARTER -> time.get(IsoFields.QUARTER_OF_YEAR);
                case MONTH -> time.getMonthValue();
                case WEEK ->
                    (time.getDayOfYear()
                                            - 1
                                            + (time.withDayOfYear(1)
                                                            .getDayOfWeek()
                                                            .getValue()
                                                    % 7))
                                    / 7
                            + 1L;
                case DAY -> time.getDayOfMonth();
                case HOUR -> time.getHour();
                case MINUTE -> time.getMinute();
                case SECOND -> time.getSecond();
                case MILLISECOND -> time.getNano() / 1_000_000;
                case MICROSECOND -> time.getNano() / 1_000;
                case NANOSECOND -> time.getNano();
            };
        }
    }
}
