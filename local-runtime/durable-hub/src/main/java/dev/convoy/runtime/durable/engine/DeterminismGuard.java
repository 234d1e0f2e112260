package dev.convoy.runtime.durable.engine;

import dev.convoy.runtime.durable.engine.HubOptions.ReplayChecks;
import dev.convoy.runtime.durable.history.HubChange;
import dev.convoy.runtime.durable.history.OrchestratorAction;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides which turns are replayed to compare, and keeps what the comparisons found. Confined to the hub's thread. */
final class DeterminismGuard {

    /** Most reports kept; the oldest go first. */
    static final int MAX_REPORTS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(DeterminismGuard.class);
    private static final int FIRST_CHECKED = 5;
    private static final int THEN_ONE_IN = 100;

    private final ReplayChecks mode;
    private final Map<String, Integer> finished = new HashMap<>();
    private final ArrayDeque<NonDeterminism> reports = new ArrayDeque<>();

    DeterminismGuard(ReplayChecks mode) {
        this.mode = mode;
    }

    /** A new worker may run new code: the first instances that finish under it are looked at again. */
    void workerJoined() {
        finished.clear();
    }

    /** The check that is due after the turn, if one is. To be asked before the turn's change is made. */
    @Nullable
    PlannedCheck plan(Instance instance, HubChange.TurnEnded turn) {
        boolean due =
                switch (mode) {
                    case OFF -> false;
                    case SAMPLED -> endsGeneration(turn) && isSampled(instance.name);
                    case EVERY_TURN -> turn.consumed() > 0;
                };
        return due ? new PlannedCheck(instance, instance.generation, instance.executionId(), instance.history) : null;
    }

    /** Compares the answer with the history, reports a difference, and answers it. */
    Optional<NonDeterminism> compare(ReplayCheck check, TurnResult result) {
        if (!isReplay(result)) {
            return Optional.empty();
        }
        Optional<NonDeterminism> difference = check.compare(result.actions());
        difference.ifPresent(this::report);
        return difference;
    }

    /** Whether a difference is to fail the instance. */
    boolean isStrict() {
        return mode == ReplayChecks.EVERY_TURN;
    }

    List<NonDeterminism> reports() {
        return List.copyOf(reports);
    }

    /** A host whose function failed as a whole says so with an action that has no number: nothing was replayed. */
    private static boolean isReplay(TurnResult result) {
        return result.actions().stream().noneMatch(action -> action.id() < 0);
    }

    private void report(NonDeterminism found) {
        LOG.atError()
                .addKeyValue("instanceId", found.instanceId())
                .addKeyValue("orchestrator", found.orchestrator())
                .addKeyValue("step", found.step())
                .addKeyValue("expected", found.expected())
                .addKeyValue("got", found.got())
                .log("Orchestrator is not deterministic: its replay asks for something else");
        if (reports.size() == MAX_REPORTS) {
            reports.removeFirst();
        }
        reports.add(found);
    }

    private boolean isSampled(String orchestrator) {
        int number = finished.merge(orchestrator, 1, Integer::sum);
        return number <= FIRST_CHECKED || number % THEN_ONE_IN == 0;
    }

    private static boolean endsGeneration(HubChange.TurnEnded turn) {
        return turn.actions().stream().anyMatch(OrchestratorAction.CompleteOrchestration.class::isInstance);
    }

    /** A check whose history still grows by the turn it was planned at. */
    record PlannedCheck(Instance instance, int generation, String executionId, EventLog log) {

        ReplayCheck order() {
            return new ReplayCheck(instance, generation, executionId, log.view());
        }
    }
}
