package dev.convoy.runtime.host.trigger.timer;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A cron expression of six fields, {@code second minute hour day month weekday}, or of five without the second. Each field is a list of
 * {@code *}, numbers or names, ranges, and steps. Unlike in Unix cron, day and weekday must both fit. Source: the NCRONTAB notation of the
 * Functions timer trigger.
 */
final class Ncrontab {

    private static final int YEARS_AHEAD = 8;
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

    private final BitSet seconds;
    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet days;
    private final BitSet months;
    private final BitSet weekdays;

    private Ncrontab(List<String> fields) {
        seconds = field(fields.get(0), 0, 59, List.of());
        minutes = field(fields.get(1), 0, 59, List.of());
        hours = field(fields.get(2), 0, 23, List.of());
        days = field(fields.get(3), 1, 31, List.of());
        months = field(fields.get(4), 1, 12, MONTHS);
        weekdays = field(fields.get(5), 0, 6, DAYS);
    }

    static Schedule parse(String text) {
        List<String> fields = List.of(BLANKS.split(text.strip()));
        if (fields.size() == 5) {
            return cron(BLANKS.split("0 " + text.strip()));
        }
        if (fields.size() != 6) {
            throw new IllegalArgumentException("needs six fields (second minute hour day month weekday): " + text);
        }
        return cron(fields.toArray(String[]::new));
    }

    private static Schedule cron(String[] fields) {
        return new Schedule.Cron(new Ncrontab(List.of(fields)), ZoneOffset.UTC);
    }

    /** The next fitting second; none if there is none within some years, as with the 31st of February. */
    Optional<ZonedDateTime> nextAfter(ZonedDateTime time) {
        LocalDateTime candidate =
                time.toLocalDateTime().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        LocalDateTime limit = candidate.plusYears(YEARS_AHEAD);
        while (candidate.isBefore(limit)) {
            LocalDateTime next = advance(candidate);
            if (next.equals(candidate)) {
                return Optional.of(ZonedDateTime.of(candidate, time.getZone()));
            }
            candidate = next;
        }
        return Optional.empty();
    }

    /** The same time if it fits, else the earliest later one that may, one field at a time from the largest. */
    private LocalDateTime advance(LocalDateTime time) {
        if (!months.get(time.getMonthValue())) {
            return time.plusMonths(1).withDayOfMonth(1).truncatedTo(ChronoUnit.DAYS);
        }
        if (!days.get(time.getDayOfMonth()) || !weekdays.get(time.getDayOfWeek().getValue() % 7)) {
            return time.plusDays(1).truncatedTo(ChronoUnit.DAYS);
        }
        if (!hours.get(time.getHour())) {
            return time.plusHours(1).truncatedTo(ChronoUnit.HOURS);
        }
        if (!minutes.get(time.getMinute())) {
            return time.plusMinutes(1).truncatedTo(ChronoUnit.MINUTES);
        }
        return seconds.get(time.getSecond()) ? time : time.plusSeconds(1);
    }

    private static BitSet field(String text, int least, int most, List<String> names) {
        BitSet fitting = new BitSet();
        for (String item : text.split(",", -1)) {
            item(item, least, most, names, fitting);
        }
        return fitting;
    }

    private static void item(String item, int least, int most, List<String> names, BitSet fitting) {
        String[] step = item.split("/", 2);
        String[] range = step[0].split("-", 2);
        int from = step[0].equals("*") ? least : value(range[0], least, most, names);
        int to;
        if (step[0].equals("*")) {
            to = most;
        } else if (range.length == 2) {
            to = value(range[1], least, most, names);
        } else {
            to = step.length == 2 ? most : from;
        }
        int by = step.length == 2 ? value(step[1], 1, most, List.of()) : 1;
        if (to < from) {
            throw new IllegalArgumentException("has a range that runs backwards: " + item);
        }
        for (int value = from; value <= to; value += by) {
            fitting.set(value);
        }
    }

    private static int value(String text, int least, int most, List<String> names) {
        String lower = text.toLowerCase(Locale.ROOT);
        int named = lower.length() < 3 ? -1 : names.indexOf(lower.substring(0, 3));
        if (named >= 0) {
            return named + least;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("has \"" + text + "\", which is no number", notANumber);
        }
        throw new IllegalArgumentException("has " + text + ", which is not between " + least + " and " + most);
    }
}
