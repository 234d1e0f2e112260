package dev.convoy.runtime.durable.engine;

import dev.convoy.runtime.durable.history.HistoryEvent;
import dev.convoy.runtime.durable.history.OrchestratorAction;
import dev.convoy.runtime.durable.history.OrchestratorAction.CompleteOrchestration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A replay whose answer is compared and thrown away. The worker gets the history without what the orchestrator asked for, so the SDK,
 * which forgets an action as soon as it meets one of the same id in the history, names all of them again.
 *
 * @param history everything the generation had seen when the check was ordered
 */
record ReplayCheck(Instance instance, int generation, String executionId, List<HistoryEvent> history) {

    WorkItem.OrchestratorTurn turn() {
        List<HistoryEvent> answersOnly = history.stream()
                .filter(event -> event.isReplayed() && event.eventId() == HistoryEvent.NOT_SCHEDULED)
                .toList();
        return new WorkItem.OrchestratorTurn(instance.id, executionId, answersOnly, List.of());
    }

    /** The first step at which the orchestrator asked for something else, if there is one. */
    Optional<NonDeterminism> compare(List<OrchestratorAction> got) {
        Map<Integer, String> expected = new TreeMap<>();
        history.forEach(event -> expected.put(event.eventId(), describe(event)));
        expected.values().removeIf(String::isEmpty);
        Map<Integer, String> actual = new TreeMap<>();
        got.stream()
                .filter(action -> !(action instanceof CompleteOrchestration))
                .forEach(action -> actual.put(action.id(), describe(action)));
        TreeMap<Integer, String> steps = new TreeMap<>(expected);
        steps.putAll(actual);
        return steps.keySet().stream()
                .filter(step -> !describe(expected.get(step)).equals(describe(actual.get(step))))
                .findFirst()
                .map(step -> new NonDeterminism(
                        instance.id, instance.name, step, describe(expected.get(step)), describe(actual.get(step))));
    }

    private static String describe(@Nullable String wish) {
        return wish == null ? "nothing" : wish;
    }

    private static String describe(HistoryEvent event) {
        return switch (event) {
            case HistoryEvent.TaskScheduled task -> activity(task.name(), task.input());
            case HistoryEvent.TimerCreated timer -> "a timer at " + timer.fireAt();
            case HistoryEvent.SubOrchestrationCreated child ->
                child(child.name(), child.instanceId().value(), child.input());
            case HistoryEvent.EventSent sent -> event(sent.name(), sent.target().value(), sent.input());
            default -> "";
        };
    }

    private static String describe(OrchestratorAction action) {
        return switch (action) {
            case OrchestratorAction.ScheduleTask task -> activity(task.name(), task.input());
            case OrchestratorAction.CreateTimer timer -> "a timer at " + timer.fireAt();
            case OrchestratorAction.CreateSubOrchestration child ->
                child(child.name(), child.instanceId().value(), child.input());
            case OrchestratorAction.SendEvent sent ->
                event(sent.name(), sent.target().value(), sent.input());
            case CompleteOrchestration end -> "the end as " + end.status();
        };
    }

    private static String activity(String name, @Nullable String input) {
        return "activity '" + name + "'" + with(input);
    }

    private static String child(String name, String id, @Nullable String input) {
        return "sub-orchestration '" + name + "' as " + id + with(input);
    }

    private static String event(String name, String target, @Nullable String input) {
        return "event '" + name + "' to " + target + with(input);
    }

    private static String with(@Nullable String input) {
        return input == null ? " without input" : " with input " + abbreviated(input);
    }

    /** Long payloads are told apart by their length and hash. */
    private static String abbreviated(String input) {
        return input.length() <= 200
                ? input
                : input.substring(0, 200) + "… (" + input.length() + " characters, hash " + input.hashCode() + ")";
    }
}
