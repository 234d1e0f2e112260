package dev.convoy.runtime.durable.management;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.runtime.durable.history.HistoryEvent;
import dev.convoy.runtime.durable.history.TaskFailure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A history as the management API shows it: an answer together with what it answers, and nothing of the turns themselves. Confined to
 * one thread.
 */
final class HistoryJson {

    private final boolean showInput;
    private final boolean showOutput;
    private final ArrayNode events = JsonNodeFactory.instance.arrayNode();
    private final Map<Integer, HistoryEvent> asked = new HashMap<>();

    private HistoryJson(boolean showInput, boolean showOutput) {
        this.showInput = showInput;
        this.showOutput = showOutput;
    }

    static ArrayNode of(List<HistoryEvent> history, boolean showInput, boolean showOutput) {
        HistoryJson json = new HistoryJson(showInput, showOutput);
        history.forEach(json::add);
        return json.events;
    }

    private void add(HistoryEvent event) {
        switch (event) {
            case HistoryEvent.OrchestratorStarted turn -> {
                // turns are not shown
            }
            case HistoryEvent.TaskScheduled scheduled -> asked.put(scheduled.eventId(), scheduled);
            case HistoryEvent.SubOrchestrationCreated created -> asked.put(created.eventId(), created);
            case HistoryEvent.ExecutionStarted started -> {
                ObjectNode node = node(started, "ExecutionStarted").put("FunctionName", started.name());
                input(node, started.input());
            }
            case HistoryEvent.ExecutionCompleted completed -> {
                ObjectNode node = node(completed, "ExecutionCompleted")
                        .put("OrchestrationStatus", StatusJson.name(completed.status()));
                result(node, completed.result());
                if (completed.failure() != null) {
                    failure(node, completed.failure());
                }
            }
            case HistoryEvent.TaskCompleted completed ->
                result(answer(completed, "TaskCompleted", completed.taskScheduledId()), completed.result());
            case HistoryEvent.TaskFailed failed ->
                failure(answer(failed, "TaskFailed", failed.taskScheduledId()), failed.failure());
            case HistoryEvent.SubOrchestrationCompleted completed ->
                result(
                        answer(completed, "SubOrchestrationInstanceCompleted", completed.taskScheduledId()),
                        completed.result());
            case HistoryEvent.SubOrchestrationFailed failed ->
                failure(answer(failed, "SubOrchestrationInstanceFailed", failed.taskScheduledId()), failed.failure());
            case HistoryEvent.TimerCreated created ->
                node(created, "TimerCreated").put("FireAt", created.fireAt().toString());
            case HistoryEvent.TimerFired fired ->
                node(fired, "TimerFired").put("FireAt", fired.fireAt().toString());
            case HistoryEvent.EventSent sent -> {
                ObjectNode node = node(sent, "EventSent")
                        .put("InstanceId", sent.target().value())
                        .put("Name", sent.name());
                input(node, sent.input());
            }
            case HistoryEvent.EventRaised raised ->
                input(node(raised, "EventRaised").put("Name", raised.name()), raised.input());
            case HistoryEvent.ExecutionSuspended suspended ->
                node(suspended, "ExecutionSuspended").put("Reason", suspended.reason());
            case HistoryEvent.ExecutionResumed resumed ->
                node(resumed, "ExecutionResumed").put("Reason", resumed.reason());
            case HistoryEvent.ExecutionTerminated terminated ->
                node(terminated, "ExecutionTerminated").put("Reason", terminated.output());
        }
    }

    private ObjectNode node(HistoryEvent event, String type) {
        return events.addObject()
                .put("EventType", type)
                .put("Timestamp", event.timestamp().toString());
    }

    private ObjectNode answer(HistoryEvent event, String type, int eventId) {
        ObjectNode node = node(event, type);
        HistoryEvent question = asked.get(eventId);
        if (question != null) {
            node.put("ScheduledTime", question.timestamp().toString());
        }
        if (question instanceof HistoryEvent.TaskScheduled task) {
            node.put("FunctionName", task.name());
            input(node, task.input());
        }
        if (question instanceof HistoryEvent.SubOrchestrationCreated child) {
            node.put("FunctionName", child.name())
                    .put("InstanceId", child.instanceId().value());
            input(node, child.input());
        }
        return node;
    }

    private void input(ObjectNode node, @Nullable String input) {
        if (showInput && input != null) {
            node.set("Input", StatusJson.payload(input));
        }
    }

    private void result(ObjectNode node, @Nullable String result) {
        if (showOutput && result != null) {
            node.set("Result", StatusJson.payload(result));
        }
    }

    private static void failure(ObjectNode node, TaskFailure failure) {
        node.put("Reason", failure.errorMessage()).put("Details", failure.stackTrace());
    }
}
