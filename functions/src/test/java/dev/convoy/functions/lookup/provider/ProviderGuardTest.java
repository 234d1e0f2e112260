package dev.convoy.functions.lookup.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.functions.lookup.worker.ProviderException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ProviderGuardTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final ProviderRates.Rate PLENTY = new ProviderRates.Rate(10_000, Duration.ofSeconds(1), 64);

    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void what_may_pass_is_tried_once_more() {
        ProviderGuard guard = new ProviderGuard("geoip", PLENTY, SHORT);

        String answer = guard.call(() -> {
            if (calls.incrementAndGet() == 1) {
                throw ProviderException.passing("provider answered 503", null);
            }
            return "there";
        });

        assertThat(answer).isEqualTo("there");
        assertThat(calls).hasValue(2);
    }

    @Test
    void what_does_not_pass_is_not_tried_again_and_opens_no_circuit() {
        ProviderGuard guard = new ProviderGuard("geoip", PLENTY, SHORT);

        for (int i = 0; i < 30; i++) {
            assertThatThrownBy(() -> guard.call(this::refused)).isInstanceOf(ProviderException.class);
        }

        assertThat(calls).hasValue(30);
        assertThat(guard.state().circuit()).isEqualTo("closed");
    }

    @Test
    void a_provider_that_keeps_failing_is_left_in_peace() {
        ProviderGuard guard = new ProviderGuard("geoip", PLENTY, SHORT);

        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> guard.call(this::failed)).isInstanceOf(ProviderException.class);
        }
        int before = calls.get();

        assertThatThrownBy(() -> guard.call(this::failed))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("circuit is open");
        assertThat(calls).hasValue(before);
        assertThat(guard.state().circuit()).isEqualTo("open");
        assertThat(guard.state().recentFailures()).isGreaterThanOrEqualTo(10);
    }

    @Test
    void it_is_not_asked_more_often_than_it_allows() {
        ProviderGuard guard = new ProviderGuard("geoip", new ProviderRates.Rate(2, Duration.ofHours(1), 64), SHORT);
        guard.call(calls::incrementAndGet);
        guard.call(calls::incrementAndGet);

        assertThatThrownBy(() -> guard.call(calls::incrementAndGet))
                .isInstanceOfSatisfying(ProviderException.class, problem -> assertThat(problem.isTransient())
                        .isTrue())
                .hasMessageContaining("may not be asked that often");
        assertThat(calls).hasValue(2);
        assertThat(guard.state().callsLeftNow()).isZero();
    }

    @Test
    void it_is_not_asked_by_more_at_once_than_it_allows() throws Exception {
        ProviderGuard guard = new ProviderGuard("geoip", new ProviderRates.Rate(100, Duration.ofSeconds(1), 1), SHORT);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<String> first = other.submit(() -> guard.call(() -> {
                inside.countDown();
                return await(go);
            }));
            await(inside);

            assertThatThrownBy(() -> guard.call(() -> "second")).hasMessageContaining("is busy");

            go.countDown();
            assertThat(first.get()).isEqualTo("done");
        }
        assertThat(guard.call(() -> "third")).isEqualTo("third");
    }

    private String failed() {
        calls.incrementAndGet();
        throw ProviderException.passing("provider answered 503", null);
    }

    private String refused() {
        calls.incrementAndGet();
        throw ProviderException.lasting("provider answered 400");
    }

    private static String await(CountDownLatch latch) {
        try {
            latch.await();
            return "done";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
