package dev.convoy.runtime.servicebus.broker;

import static dev.convoy.runtime.servicebus.broker.TestMessages.idOf;
import static dev.convoy.runtime.servicebus.broker.TestMessages.message;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A real broker with one queue, and the model beside it. Every request goes to both. */
final class QueueUnderTest {

    private static final long LOCK_MILLIS = 10_000;
    private static final int MAX_DELIVERIES = 3;

    private final List<Change> journal = new ArrayList<>();
    private final Map<String, ModelMessage> model = new LinkedHashMap<>();
    private final List<LockToken> tokens = new ArrayList<>();
    private final Map<LockToken, String> tokenOwners = new LinkedHashMap<>();
    private Broker broker = new Broker(journal::addAll, new SplittableRandom(1));
    private long now = 1_000_000;
    private long nextSequence = 1;
    private int ids;

    QueueUnderTest() {
        broker.topology()
                .create(new EntityDefinition.Queue(
                        "q",
                        EntitySettings.defaults().toBuilder()
                                .lockDuration(Duration.ofMillis(LOCK_MILLIS))
                                .maxDeliveryCount(MAX_DELIVERIES)
                                .build()));
    }

    void perform(BrokerPropertiesTest.Step step) {
        switch (step.kind()) {
            case SEND, SEND_MORE -> send();
            case SCHEDULE -> schedule(1 + step.pick() % 20_000);
            case CANCEL -> cancel(step.pick());
            case RECEIVE, RECEIVE_AGAIN -> receive(ReceiveMode.PEEK_LOCK);
            case RECEIVE_AND_DELETE -> receive(ReceiveMode.RECEIVE_AND_DELETE);
            case COMPLETE -> settle(step.pick(), new Disposition.Complete());
            case ABANDON -> settle(step.pick(), new Disposition.Abandon(Map.of()));
            case RELEASE -> settle(step.pick(), new Disposition.Release());
            case DEFER -> settle(step.pick(), new Disposition.Defer(Map.of()));
            case DEAD_LETTER -> settle(step.pick(), new Disposition.DeadLetter("why", null, Map.of()));
            case RENEW -> renew(step.pick());
            case RECEIVE_DEFERRED -> receiveDeferred(step.pick());
            case COMPLETE_IN_TRANSACTION -> inTransaction(step.pick(), true);
            case ROLL_BACK -> inTransaction(step.pick(), false);
            case ADVANCE -> advance(step.pick() * 15L);
        }
    }

    /** The process dies and another reads the journal. */
    void restart() {
        List<Change> history = List.copyOf(journal);
        broker = new Broker(journal::addAll, new SplittableRandom(journal.size()));
        history.forEach(broker::replay);
        broker.recovered(now);
        model.values().stream().filter(ModelMessage::isLocked).toList().forEach(m -> m.giveBack(true));
    }

    /** What the broker holds: id → place, state and delivery count. */
    Map<String, String> actual() {
        Map<String, String> held = new TreeMap<>();
        show("q", "", held);
        show("q/$deadletterqueue", "dead ", held);
        assertThat(queue("q").totalCount() + queue("q/$deadletterqueue").totalCount())
                .isEqualTo(held.size());
        return held;
    }

    Map<String, String> expected() {
        Map<String, String> held = new TreeMap<>();
        model.forEach((id, m) -> {
            if (m.state != ModelMessage.State.GONE) {
                held.put(id, m.describe());
            }
        });
        return held;
    }

    private void show(String path, String prefix, Map<String, String> held) {
        MessageQueue queue = queue(path);
        for (QueuedMessage m = queue.all().first(); m != null; m = queue.all().from(m.sequence + 1)) {
            String state = prefix.isEmpty() ? m.state + " #" + m.sequence : "";
            String previous = held.put(idOf(m.message), prefix + state + " x" + m.deliveryCount);
            assertThat(previous).as("held twice").isNull();
        }
    }

    private void send() {
        String id = "m" + ids++;
        broker.send("q", List.of(message(id)), now);
        model.put(id, new ModelMessage(ModelMessage.State.READY, nextSequence++));
    }

    private void schedule(long inMillis) {
        String id = "m" + ids++;
        broker.send("q", List.of(TestMessages.scheduled(id, now + inMillis)), now);
        ModelMessage m = new ModelMessage(ModelMessage.State.SCHEDULED, nextSequence++);
        m.scheduledFor = now + inMillis;
        model.put(id, m);
    }

    private void cancel(int pick) {
        List<ModelMessage> scheduled = in(ModelMessage.State.SCHEDULED);
        if (!scheduled.isEmpty()) {
            ModelMessage m = scheduled.get(pick % scheduled.size());
            assertThat(broker.cancelScheduled("q", List.of(m.sequence))).isInstanceOf(Outcome.Done.class);
            m.state = ModelMessage.State.GONE;
        }
    }

    private void receive(ReceiveMode mode) {
        Delivery delivery = broker.receive(queue("q"), mode, null, now);
        ModelMessage first = in(ModelMessage.State.READY).stream()
                .min(java.util.Comparator.comparingLong(m -> m.sequence))
                .orElse(null);
        if (first == null) {
            assertThat(delivery).isNull();
            return;
        }
        assertThat(delivery).isNotNull();
        assertThat(delivery.stamp().sequenceNumber()).isEqualTo(first.sequence);
        assertThat(delivery.stamp().deliveryCount()).isEqualTo(first.deliveries);
        if (mode == ReceiveMode.RECEIVE_AND_DELETE) {
            first.state = ModelMessage.State.GONE;
        } else {
            first.lock(now + LOCK_MILLIS);
            own(delivery);
        }
    }

    private void receiveDeferred(int pick) {
        List<ModelMessage> deferred = in(ModelMessage.State.DEFERRED);
        if (deferred.isEmpty()) {
            return;
        }
        ModelMessage m = deferred.get(pick % deferred.size());
        Outcome<List<Delivery>> outcome =
                broker.receiveDeferred(queue("q"), List.of(m.sequence), ReceiveMode.PEEK_LOCK, null, now);
        if (!(outcome instanceof Outcome.Done<List<Delivery>>(List<Delivery> deliveries))) {
            throw new AssertionError(outcome);
        }
        m.lock(now + LOCK_MILLIS);
        own(deliveries.getFirst());
    }

    private void settle(int pick, Disposition disposition) {
        LockToken token = token(pick);
        if (token == null) {
            return;
        }
        Outcome<Long> outcome = broker.settle(queue("q"), token, disposition, now);
        if (stillHeld(token)) {
            assertThat(outcome).isInstanceOf(Outcome.Done.class);
            settleModel(model.get(tokenOwners.get(token)), disposition);
        } else {
            assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        }
    }

    private void inTransaction(int pick, boolean commit) {
        LockToken token = token(pick);
        if (token == null) {
            return;
        }
        boolean held = stillHeld(token);
        Transaction transaction = broker.begin();
        broker.settle(transaction, queue("q"), token, new Disposition.Complete(), now);
        String id = "m" + ids++;
        broker.send(transaction, "q", List.of(message(id)));
        if (!commit) {
            return;
        }
        Outcome<Boolean> outcome = broker.commit(transaction, now);
        assertThat(outcome instanceof Outcome.Done<Boolean>).isEqualTo(held);
        if (held) {
            settleModel(model.get(tokenOwners.get(token)), new Disposition.Complete());
            model.put(id, new ModelMessage(ModelMessage.State.READY, nextSequence++));
        }
    }

    private void renew(int pick) {
        LockToken token = token(pick);
        if (token == null) {
            return;
        }
        Outcome<List<Long>> outcome = broker.renewLocks(queue("q"), List.of(token), now);
        assertThat(outcome instanceof Outcome.Done<List<Long>>).isEqualTo(stillHeld(token));
        if (stillHeld(token)) {
            model.get(tokenOwners.get(token)).lockedUntil = now + LOCK_MILLIS;
        }
    }

    private void advance(long millis) {
        now += millis;
        broker.tick(now);
        model.values().stream()
                .filter(m -> m.isLocked() && m.lockedUntil <= now)
                .toList()
                .forEach(m -> m.giveBack(true));
        in(ModelMessage.State.SCHEDULED).stream()
                .filter(m -> m.scheduledFor <= now)
                .sorted(java.util.Comparator.<ModelMessage>comparingLong(m -> m.scheduledFor)
                        .thenComparingLong(m -> m.sequence))
                .toList()
                .forEach(m -> {
                    m.state = ModelMessage.State.READY;
                    m.sequence = nextSequence++;
                });
    }

    private static void settleModel(ModelMessage m, Disposition disposition) {
        switch (disposition) {
            case Disposition.Complete ignored -> m.state = ModelMessage.State.GONE;
            case Disposition.Abandon ignored -> m.giveBack(true);
            case Disposition.Release ignored -> m.giveBack(false);
            case Disposition.Defer ignored -> {
                m.deferred = true;
                m.state = ModelMessage.State.DEFERRED;
            }
            case Disposition.DeadLetter ignored -> m.state = ModelMessage.State.DEAD;
        }
    }

    private void own(Delivery delivery) {
        String id = idOf(delivery.message());
        tokens.add(delivery.token());
        tokenOwners.put(delivery.token(), id);
        model.get(id).token = delivery.token();
    }

    private boolean stillHeld(LockToken token) {
        ModelMessage m = model.get(tokenOwners.get(token));
        return m.isLocked() && token.equals(m.token) && m.lockedUntil > now;
    }

    private LockToken token(int pick) {
        return tokens.isEmpty() ? null : tokens.get(pick % tokens.size());
    }

    private List<ModelMessage> in(ModelMessage.State state) {
        return model.values().stream().filter(m -> m.state == state).toList();
    }

    private MessageQueue queue(String path) {
        return broker.topology().queue(Address.parse(path)).orElseThrow();
    }

    /** What a message is to the model. */
    private static final class ModelMessage {
        enum State {
            READY,
            LOCKED,
            DEFERRED,
            SCHEDULED,
            DEAD,
            GONE
        }

        State state;
        long sequence;
        boolean deferred;
        int deliveries;
        long lockedUntil;
        long scheduledFor;
        LockToken token;

        ModelMessage(State state, long sequence) {
            this.state = state;
            this.sequence = sequence;
        }

        boolean isLocked() {
            return state == State.LOCKED;
        }

        void lock(long until) {
            state = State.LOCKED;
            lockedUntil = until;
        }

        void giveBack(boolean counted) {
            deliveries += counted ? 1 : 0;
            state = deliveries >= MAX_DELIVERIES ? State.DEAD : deferred ? State.DEFERRED : State.READY;
        }

        String describe() {
            return state == State.DEAD ? "dead  x" + deliveries : state + " #" + sequence + " x" + deliveries;
        }
    }
}
