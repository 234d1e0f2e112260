package dev.convoy.runtime.durable.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.runtime.durable.history.HistoryEvent;
import dev.convoy.runtime.durable.history.HubChange;
import dev.convoy.runtime.durable.history.InstanceId;
import dev.convoy.runtime.durable.history.OrchestrationStatus;
import dev.convoy.runtime.durable.history.OrchestratorAction;
import dev.convoy.runtime.durable.history.ParentInstance;
import dev.convoy.runtime.durable.history.TaskFailure;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Every change comes back from its bytes as it was. */
class ChangeCodecPropertiesTest {

    @Property(tries = 300)
    void a_change_survives_its_bytes(@ForAll("changes") HubChange change) {
        RecordWriter writer = new RecordWriter();
        ChangeCodec.write(change, writer);

        assertThat(ChangeCodec.read(new RecordReader(writer.toByteArray()))).isEqualTo(change);
    }

    @Property(tries = 300)
    void an_event_survives_its_bytes(@ForAll("events") HistoryEvent event) {
        RecordWriter writer = new RecordWriter();
        EventCodec.write(event, writer);

        assertThat(EventCodec.read(new RecordReader(writer.toByteArray()))).isEqualTo(event);
    }

    @Property
    void numbers_survive_their_bytes(@ForAll int small, @ForAll long large) {
        RecordWriter writer = new RecordWriter();
        writer.putInt(small);
        writer.putLong(large);

        RecordReader reader = new RecordReader(writer.toByteArray());
        assertThat(reader.takeInt()).isEqualTo(small);
        assertThat(reader.takeLong()).isEqualTo(large);
    }

    @Provide
    Arbitrary<HubChange> changes() {
        Arbitrary<HubChange> started = Combinators.combine(ids(), instants(), names(), texts(), texts(), instants())
                .as((id, at, name, version, input, later) ->
                        new HubChange.Started(id, at, name, version, input, later));
        Arbitrary<HubChange> arrived = Combinators.combine(ids(), events()).as(HubChange.Arrived::new);
        Arbitrary<HubChange> turn = Combinators.combine(
                        ids(),
                        instants(),
                        instants(),
                        Arbitraries.integers(),
                        actions().list().ofMaxSize(4),
                        texts())
                .as(HubChange.TurnEnded::new);
        Arbitrary<HubChange> dropped = Combinators.combine(ids(), Arbitraries.integers(), Arbitraries.integers())
                .as(HubChange.ResultDropped::new);
        Arbitrary<HubChange> suspended =
                Combinators.combine(ids(), instants(), texts()).as(HubChange.Suspended::new);
        Arbitrary<HubChange> resumed =
                Combinators.combine(ids(), instants(), texts()).as(HubChange.Resumed::new);
        Arbitrary<HubChange> terminated = Combinators.combine(ids(), instants(), texts(), Arbitraries.of(true, false))
                .as(HubChange.Terminated::new);
        Arbitrary<HubChange> purged = ids().list().ofMaxSize(3).map(HubChange.Purged::new);
        Arbitrary<HubChange> cleared = instants().map(HubChange.Cleared::new);
        return Arbitraries.oneOf(started, arrived, turn, dropped, suspended, resumed, terminated, purged, cleared);
    }

    @Provide
    Arbitrary<HistoryEvent> events() {
        Arbitrary<Integer> number = Arbitraries.integers();
        Arbitrary<HistoryEvent> started = Combinators.combine(
                        instants(),
                        names(),
                        texts(),
                        texts(),
                        parents().injectNull(0.3),
                        instants().injectNull(0.3))
                .as(HistoryEvent.ExecutionStarted::new);
        Arbitrary<HistoryEvent> completed = Combinators.combine(
                        instants(),
                        number,
                        Arbitraries.of(OrchestrationStatus.class),
                        texts(),
                        failures().injectNull(0.5))
                .as(HistoryEvent.ExecutionCompleted::new);
        Arbitrary<HistoryEvent> scheduled = Combinators.combine(instants(), number, names(), texts(), texts())
                .as(HistoryEvent.TaskScheduled::new);
        Arbitrary<HistoryEvent> child = Combinators.combine(instants(), number, ids(), names(), texts(), texts())
                .as(HistoryEvent.SubOrchestrationCreated::new);
        Arbitrary<HistoryEvent> result =
                Combinators.combine(instants(), number, texts()).as(HistoryEvent.TaskCompleted::new);
        Arbitrary<HistoryEvent> failed =
                Combinators.combine(instants(), number, failures()).as(HistoryEvent.TaskFailed::new);
        Arbitrary<HistoryEvent> timer =
                Combinators.combine(instants(), number, instants()).as(HistoryEvent.TimerFired::new);
        Arbitrary<HistoryEvent> sent =
                Combinators.combine(instants(), number, ids(), names(), texts()).as(HistoryEvent.EventSent::new);
        return Arbitraries.oneOf(
                List.of(started, completed, scheduled, child, result, failed, timer, sent, raised().map(e -> e)));
    }

    private Arbitrary<OrchestratorAction> actions() {
        Arbitrary<Integer> number = Arbitraries.integers();
        Arbitrary<OrchestratorAction> task =
                Combinators.combine(number, names(), texts(), texts()).as(OrchestratorAction.ScheduleTask::new);
        Arbitrary<OrchestratorAction> timer =
                Combinators.combine(number, instants()).as(OrchestratorAction.CreateTimer::new);
        Arbitrary<OrchestratorAction> child = Combinators.combine(number, ids(), names(), texts(), texts())
                .as(OrchestratorAction.CreateSubOrchestration::new);
        Arbitrary<OrchestratorAction> send =
                Combinators.combine(number, ids(), names(), texts()).as(OrchestratorAction.SendEvent::new);
        Arbitrary<OrchestratorAction> complete = Combinators.combine(
                        number,
                        Arbitraries.of(OrchestrationStatus.FAILED, OrchestrationStatus.CONTINUED_AS_NEW),
                        texts(),
                        texts(),
                        raised().list().ofMaxSize(3),
                        failures().injectNull(0.5))
                .as(OrchestratorAction.CompleteOrchestration::new);
        return Arbitraries.oneOf(task, timer, child, send, complete);
    }

    private static Arbitrary<HistoryEvent.EventRaised> raised() {
        return Combinators.combine(instants(), names(), texts()).as(HistoryEvent.EventRaised::new);
    }

    private static Arbitrary<InstanceId> ids() {
        return Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(40).map(InstanceId::new);
    }

    private static Arbitrary<String> names() {
        return Arbitraries.strings().ofMaxLength(20).filter(ChangeCodecPropertiesTest::isWellFormed);
    }

    private static Arbitrary<String> texts() {
        return names().injectNull(0.3);
    }

    /** Lone surrogates have no UTF-8. */
    private static boolean isWellFormed(String text) {
        return text.codePoints().noneMatch(point -> point >= 0xD800 && point <= 0xDFFF);
    }

    private static Arbitrary<Instant> instants() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 4_000_000_000L),
                        Arbitraries.integers().between(0, 999_999_999))
                .as((seconds, nanos) -> Instant.ofEpochSecond(seconds, nanos));
    }

    private static Arbitrary<ParentInstance> parents() {
        return Combinators.combine(ids(), names(), texts(), Arbitraries.integers(), Arbitraries.integers())
                .as(ParentInstance::new);
    }

    private static Arbitrary<TaskFailure> failures() {
        return Combinators.combine(names(), names(), texts(), Arbitraries.of(true, false))
                .as((type, message, stack, fatal) ->
                        new TaskFailure(type, message, stack, TaskFailure.of("inner", message), fatal));
    }
}
