package dev.convoy.runtime.durable.engine;

import dev.convoy.runtime.durable.history.HistoryEvent;
import dev.convoy.runtime.durable.history.HistoryEvent.EventRaised;
import dev.convoy.runtime.durable.history.OrchestratorAction;
import dev.convoy.runtime.durable.history.OrchestratorAction.CompleteOrchestration;
import java.util.List;

/**
 * Mends what SDK 1.5.0 carries over to the next generation: every external event of the turn's fresh ones, the consumed among them.
 * Which were consumed cannot be seen when a turn had several events, but can when it had one: the orchestrator was waiting before it,
 * so a turn that ends the generation has consumed it. A turn has no effect until its answer is taken, so an ambiguous answer is
 * thrown away and the instance gets its events one by one. Stateless.
 */
final class CarryOver {

    private CarryOver() {}

    /** Whether the answer carries events over of which the turn may have consumed some. */
    static boolean isAmbiguous(List<HistoryEvent> consumed, TurnResult result) {
        return consumed.size() > 1
                && consumed.stream().anyMatch(EventRaised.class::isInstance)
                && result.actions().stream()
                        .anyMatch(action -> action instanceof CompleteOrchestration end
                                && !end.carryOver().isEmpty());
    }

    /** The action, less the one event that the turn has consumed. */
    static OrchestratorAction mended(OrchestratorAction action, List<HistoryEvent> consumed) {
        boolean concerned = action instanceof CompleteOrchestration end
                && !end.carryOver().isEmpty()
                && consumed.size() == 1
                && consumed.getFirst() instanceof EventRaised;
        return concerned ? without((CompleteOrchestration) action, consumed.getFirst()) : action;
    }

    private static CompleteOrchestration without(CompleteOrchestration end, HistoryEvent consumed) {
        return new CompleteOrchestration(
                end.id(),
                end.status(),
                end.result(),
                end.newVersion(),
                end.carryOver().stream()
                        .filter(event -> !event.equals(consumed))
                        .toList(),
                end.failure());
    }
}
