package dev.convoy.runtime.host.trigger.timer;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When a timer is due. */
sealed interface Schedule {

    Pattern INTERVAL = Pattern.compile("(?:(\\d+)\\.)?(\\d{1,2}):(\\d{2}):(\\d{2})");

    /** The first instant after the given one, if there is any. */
    Optional<ZonedDateTime> nextAfter(ZonedDateTime time);

    /** @throws IllegalArgumentException saying what is wrong with the text */
    static Schedule parse(String text) {
        Matcher interval = INTERVAL.matcher(text.strip());
        if (interval.matches()) {
            String days = interval.group(1);
            Duration every = Duration.ofDays(days == null ? 0 : Long.parseLong(days))
                    .plusHours(Long.parseLong(interval.group(2)))
                    .plusMinutes(Long.parseLong(interval.group(3)))
                    .plusSeconds(Long.parseLong(interval.group(4)));
            if (every.isZero()) {
                throw new IllegalArgumentException("is an interval of nothing: " + text);
            }
            return new Every(every);
        }
        return Ncrontab.parse(text);
    }

    /** A fixed interval. */
    record Every(Duration interval) implements Schedule {

        @Override
        public Optional<ZonedDateTime> nextAfter(ZonedDateTime time) {
            return Optional.of(time.plus(interval));
        }
    }

    /** A cron expression. */
    record Cron(Ncrontab expression, ZoneId zone) implements Schedule {

        @Override
        public Optional<ZonedDateTime> nextAfter(ZonedDateTime time) {
            return expression.nextAfter(time.withZoneSameInstant(zone));
        }
    }
}
