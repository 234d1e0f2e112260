package dev.convoy.runtime.durable.engine;

import com.microsoft.durabletask.RetryPolicy;
import com.microsoft.durabletask.Task;
import com.microsoft.durabletask.TaskCanceledException;
import com.microsoft.durabletask.TaskFailedException;
import com.microsoft.durabletask.TaskOptions;
import com.microsoft.durabletask.TaskOrchestrationContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * An orchestration written as a string, one letter per step, whose outcome is known beforehand: {@code a} activity, {@code f} fan-out,
 * {@code t} timer, {@code s} sub-orchestration, {@code e} event or time-out, {@code x} failing activity, {@code r} retried activity,
 * {@code n} event to another, {@code u} custom status, {@code c} continue as new.
 */
final class SimulatedPlan {

    private static final String STEPS = "aaafttsexrnuc";
    private static final String CHILD = "ata";

    private SimulatedPlan() {}

    static String random(RandomGenerator random, int length) {
        StringBuilder plan = new StringBuilder();
        for (int i = 0; i < length; i++) {
            plan.append(STEPS.charAt(random.nextInt(STEPS.length())));
        }
        return plan.toString();
    }

    /** What a plan comes to, however often it is interrupted. */
    static long outcome(String plan) {
        return plan.chars()
                .mapToLong(step -> switch (step) {
                    case 'a' -> 1;
                    case 'f' -> 3;
                    case 't' -> 10;
                    case 's' -> 100 + outcome(CHILD);
                    case 'e' -> 1_000;
                    case 'x' -> 5;
                    case 'r' -> 7;
                    default -> 0;
                })
                .sum();
    }

    static String input(String plan, long soFar) {
        return soFar + "|" + plan;
    }

    /** The orchestrator itself. */
    static Object run(TaskOrchestrationContext ctx) {
        String[] input = ctx.getInput(String.class).split("\\|", 2);
        long sum = Long.parseLong(input[0]);
        String plan = input[1];
        for (int i = 0; i < plan.length(); i++) {
            sum += step(ctx, plan.charAt(i), plan.substring(i + 1), sum);
        }
        return sum;
    }

    private static long step(TaskOrchestrationContext ctx, char step, String rest, long soFar) {
        switch (step) {
            case 'a':
                return ctx.callActivity("one", rest, Long.class).await();
            case 'f':
                return fanOut(ctx);
            case 't':
                ctx.createTimer(Duration.ofMinutes(rest.length() + 1L)).await();
                return 10;
            case 's':
                return 100
                        + ctx.callSubOrchestrator("plan", input(CHILD, 0), Long.class)
                                .await();
            case 'e':
                return event(ctx);
            case 'x':
                return failing(ctx);
            case 'r':
                return ctx.callActivity(
                                "flaky", rest, new TaskOptions(new RetryPolicy(50, Duration.ofSeconds(1))), Long.class)
                        .await();
            case 'n':
                ctx.sendEvent("plan-0", "go", "from " + ctx.getInstanceId());
                return 0;
            case 'u':
                ctx.setCustomStatus(rest);
                return 0;
            default:
                ctx.continueAsNew(input(rest, soFar));
                return 0;
        }
    }

    private static long fanOut(TaskOrchestrationContext ctx) {
        List<Task<Long>> tasks = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            tasks.add(ctx.callActivity("one", i, Long.class));
        }
        return ctx.allOf(tasks).await().stream().mapToLong(n -> n).sum();
    }

    private static long event(TaskOrchestrationContext ctx) {
        try {
            ctx.waitForExternalEvent("go", Duration.ofHours(1), String.class).await();
        } catch (TaskCanceledException timedOut) {
            ctx.setCustomStatus("timed out");
        }
        return 1_000;
    }

    private static long failing(TaskOrchestrationContext ctx) {
        try {
            ctx.callActivity("fail", null, Long.class).await();
            return 0;
        } catch (TaskFailedException expected) {
            return 5;
        }
    }
}
