package dev.convoy.functions.analytics;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;

/** How long a bucket is; buckets begin at whole UTC minutes, hours and days. */
enum BucketWidth {
    MINUTE(ChronoUnit.MINUTES, 1_440),
    HOUR(ChronoUnit.HOURS, 744),
    DAY(ChronoUnit.DAYS, 92);

    private final ChronoUnit unit;
    private final int mostBuckets;

    BucketWidth(ChronoUnit unit, int mostBuckets) {
        this.unit = unit;
        this.mostBuckets = mostBuckets;
    }

    static BucketWidth named(String text) {
        return Arrays.stream(values())
                .filter(width -> width.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be minute, hour or day"));
    }

    /** As it stands in documents and requests. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    Instant startOf(Instant time) {
        return time.truncatedTo(unit);
    }

    /** The most of a time span that one answer covers. */
    boolean covers(Instant from, Instant to) {
        return unit.between(from, to) <= mostBuckets;
    }

    Instant back(Instant to, int buckets) {
        return to.minus(buckets, unit);
    }

    /** The partition of everything that happened on a day. */
    static LocalDate dayOf(Instant time) {
        return OffsetDateTime.ofInstant(time, ZoneOffset.UTC).toLocalDate();
    }
}
