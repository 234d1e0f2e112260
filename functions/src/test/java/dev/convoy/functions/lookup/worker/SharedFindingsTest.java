package dev.convoy.functions.lookup.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.convoy.functions.Sample;
import dev.convoy.functions.platform.store.InMemoryDocumentStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedFindingsTest {

    private static final String KEY = "geoip|example.com";

    private final InMemoryDocumentStore store = new InMemoryDocumentStore("key");
    private final Time time = new Time();
    private final SharedFindings mine = new SharedFindings(store, time, time);
    private final SharedFindings theirs = new SharedFindings(store, time, new Hurried());
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void a_finding_is_shared_until_it_is_stale() {
        mine.findOrLook(KEY, this::look);

        assertThat(theirs.findOrLook(KEY, this::look).cached()).isTrue();
        time.passes(Duration.ofHours(2));
        assertThat(theirs.findOrLook(KEY, this::look).cached()).isFalse();
        assertThat(calls).hasValue(2);
    }

    @Test
    void a_holder_slower_than_its_lease_keeps_it() {
        mine.findOrLook(KEY, () -> {
            for (int i = 0; i < 7; i++) {
                time.passes(Duration.ofSeconds(3)); // 21 s in all, five times the lease
                time.renewal.run();
            }
            time.onPause = () -> {
                time.passes(Duration.ofSeconds(3));
                time.renewal.run();
            };
            assertThatThrownBy(() -> new SharedFindings(store, time, time).findOrLook(KEY, this::look))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContaining("another instance");
            return look();
        });

        assertThat(calls).hasValue(1);
        assertThat(theirs.findOrLook(KEY, this::look).cached()).isTrue();
    }

    @Test
    void a_holder_that_dies_delays_others_by_one_lease() {
        assertThatThrownBy(() -> mine.findOrLook(KEY, () -> {
                    throw new StackOverflowError("as good as dead: gives nothing back");
                }))
                .isInstanceOf(StackOverflowError.class);

        time.onPause = () -> time.passes(Duration.ofSeconds(1));
        Instant before = time.now;
        SharedFindings.Looked looked = new SharedFindings(store, time, time).findOrLook(KEY, this::look);

        assertThat(looked.cached()).isFalse();
        assertThat(Duration.between(before, time.now)).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void a_failure_gives_the_lease_back_at_once() {
        assertThatThrownBy(() -> mine.findOrLook(KEY, () -> {
                    throw ProviderException.passing("away", null);
                }))
                .isInstanceOf(ProviderException.class);

        assertThat(theirs.findOrLook(KEY, this::look).cached()).isFalse();
        assertThat(time.renewing).isFalse();
    }

    @Test
    void a_late_renewal_does_not_overwrite_a_finding() {
        mine.findOrLook(KEY, this::look);

        time.renewal.run();

        assertThat(theirs.findOrLook(KEY, this::look).cached()).isTrue();
        assertThat(calls).hasValue(1);
    }

    private FindingCache.Known look() {
        calls.incrementAndGet();
        return new FindingCache.Known(
                new StoredFinding.Inline(JsonNodeFactory.instance.objectNode().put("city", "Reykjavik"), 20),
                Duration.ofHours(1));
    }

    /** Never waits and never renews. */
    static final class Hurried implements SharedFindings.Timing {

        @Override
        public void pause(Duration duration) {
            Thread.yield();
        }

        @Override
        public Runnable every(Duration duration, Runnable task) {
            return () -> {};
        }
    }

    /** Time that passes when told to, with the last task that wants to be repeated. */
    private static final class Time extends Clock implements SharedFindings.Timing {

        private Instant now = Sample.NOON;
        private Runnable renewal = () -> {};
        private boolean renewing;
        private Runnable onPause = () -> {};

        private void passes(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public void pause(Duration duration) {
            onPause.run();
        }

        @Override
        public Runnable every(Duration duration, Runnable task) {
            renewal = task;
            renewing = true;
            return () -> renewing = false;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
