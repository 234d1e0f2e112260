package dev.convoy.runtime.servicebus.broker;

import static dev.convoy.runtime.servicebus.broker.TestMessages.inSession;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Receivers take and leave sessions at random; each session's messages stay in their order. */
class SessionPropertiesTest {

    private static final int SESSIONS = 4;
    private static final long LOCK_MILLIS = 10_000;

    @Property(tries = 150)
    void every_session_is_worked_through_in_order_by_one_holder_at_a_time(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int messages) {
        SplittableRandom random = new SplittableRandom(seed);
        Broker broker = new Broker(changes -> {}, new SplittableRandom(seed));
        broker.topology()
                .create(new EntityDefinition.Queue(
                        "q",
                        EntitySettings.defaults().toBuilder()
                                .requiresSession(true)
                                .maxDeliveryCount(1_000_000)
                                .lockDuration(Duration.ofMillis(LOCK_MILLIS))
                                .build()));
        MessageQueue queue = broker.topology().queue(Address.parse("q")).orElseThrow();
        Map<String, List<Long>> sent = new TreeMap<>();
        for (int i = 0; i < messages; i++) {
            String session = "s" + random.nextInt(SESSIONS);
            if (broker.send("q", List.of(inSession("m" + i, session)), 0)
                    instanceof Outcome.Done<List<Long>>(List<Long> sequences)) {
                sent.computeIfAbsent(session, unused -> new ArrayList<>()).add(sequences.getFirst());
            }
        }

        Map<String, List<Long>> completed = workThrough(broker, queue, random);

        assertThat(completed).isEqualTo(sent);
        assertThat(queue.totalCount()).isZero();
    }

    private static Map<String, List<Long>> workThrough(Broker broker, MessageQueue queue, SplittableRandom random) {
        Map<String, List<Long>> completed = new TreeMap<>();
        Map<String, SessionLock> held = new HashMap<>();
        long now = 0;
        for (int step = 0; queue.totalCount() > 0; step++) {
            assertThat(step).as("work ends").isLessThan(100_000);
            switch (random.nextInt(10)) {
                case 0 -> {
                    now += random.nextInt(12_000);
                    broker.tick(now);
                    held.values().removeIf(SessionLock::isLost);
                }
                case 1, 2 -> {
                    Outcome<SessionLock> outcome = broker.acceptSession(queue, null, now);
                    if (outcome instanceof Outcome.Done<SessionLock>(SessionLock lock)) {
                        assertThat(held).doesNotContainKey(lock.sessionId());
                        held.put(lock.sessionId(), lock);
                    }
                }
                case 3 -> {
                    String session = "s" + random.nextInt(SESSIONS);
                    SessionLock lock = held.remove(session);
                    if (lock != null) {
                        broker.releaseSession(queue, lock, now);
                    }
                }
                default -> takeOne(broker, queue, held, random, now, completed);
            }
        }
        return completed;
    }

    private static void takeOne(
            Broker broker,
            MessageQueue queue,
            Map<String, SessionLock> held,
            SplittableRandom random,
            long now,
            Map<String, List<Long>> completed) {
        for (SessionLock lock : held.values()) {
            Delivery delivery = broker.receive(queue, ReceiveMode.PEEK_LOCK, lock, now);
            if (delivery == null || random.nextInt(4) == 0) {
                // Left unsettled: it stays with this holder, and comes first again for the next. The rest must wait for
                // it.
                broker.releaseSession(queue, lock, now);
                held.remove(lock.sessionId());
                return;
            }
            assertThat(broker.settle(queue, delivery.token(), new Disposition.Complete(), now))
                    .isInstanceOf(Outcome.Done.class);
            completed
                    .computeIfAbsent(lock.sessionId(), unused -> new ArrayList<>())
                    .add(delivery.stamp().sequenceNumber());
            return;
        }
    }
}
