package dev.convoy.runtime.host.trigger.timer;

import dev.convoy.runtime.host.discovery.Binding;
import dev.convoy.runtime.host.discovery.FunctionDefinition;
import dev.convoy.runtime.host.invoke.FunctionInvoker;
import dev.convoy.runtime.host.invoke.Invocation;
import dev.convoy.runtime.host.invoke.Values;
import dev.convoy.runtime.host.trigger.Retries;
import dev.convoy.runtime.host.trigger.Trigger;
import dev.convoy.runtime.host.trigger.TriggerMetadata;
import dev.convoy.runtime.kit.time.Timers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One timer-triggered function. Guarded by this object's lock; nothing is remembered from one start of the host to the next. */
public final class TimerTrigger implements Trigger {

    /** A run that begins this much after it was due is told so. */
    private static final Duration LATE = Duration.ofSeconds(1);

    private final FunctionDefinition function;
    private final Schedule schedule;
    private final ZoneId zone;
    private final boolean runOnStartup;
    private final FunctionInvoker invoker;
    private final Retries retries;
    private final Timers timers;
    private Timers.@Nullable Scheduled pending;
    private @Nullable Instant lastRun;
    private boolean running;
    private boolean closed;

    /** @throws dev.convoy.runtime.host.discovery.BrokenAppException if the schedule cannot be read */
    public TimerTrigger(FunctionDefinition function, FunctionInvoker invoker, Retries retries, Timers timers) {
        this.function = function;
        this.invoker = invoker;
        this.retries = retries;
        this.timers = timers;
        Binding trigger = function.trigger();
        try {
            schedule = Schedule.parse(trigger.fields().requiredText("schedule"));
        } catch (IllegalArgumentException unreadable) {
            if (unreadable instanceof dev.convoy.runtime.host.discovery.BrokenAppException broken) {
                throw broken;
            }
            throw trigger.fields().broken("schedule", String.valueOf(unreadable.getMessage()));
        }
        zone = ZoneOffset.UTC;
        runOnStartup = trigger.fields().flag("runOnStartup", false);
    }

    @Override
    public synchronized void start() {
        if (runOnStartup) {
            run(timers.clock().instant());
        } else {
            scheduleAfter(timers.clock().instant());
        }
    }

    @Override
    public void stop() {
        close();
    }

    @Override
    public synchronized int underWay() {
        return running ? 1 : 0;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (pending != null) {
            pending.cancel();
        }
    }

    private synchronized void scheduleAfter(Instant time) {
        if (closed) {
            return;
        }
        Optional<Instant> due = next(time);
        due.ifPresent(instant -> pending = timers.schedule(instant, () -> run(instant)));
    }

    private Optional<Instant> next(Instant after) {
        return schedule.nextAfter(after.atZone(zone)).map(ZonedDateTime::toInstant);
    }

    private synchronized void run(Instant due) {
        if (closed) {
            return;
        }
        Instant now = timers.clock().instant();
        Invocation invocation = Invocation.of(
                function,
                Values.json(Values.jsonText(timerInfo(due, now))),
                new TriggerMetadata()
                        .withSystem(function.name(), timers.clock())
                        .values());
        lastRun = now;
        running = true;
        var unused = retries.run(function, invocation, invoker).whenComplete((outcome, bug) -> {
            ended();
            Instant done = timers.clock().instant();
            boolean missed = next(due).filter(done::isAfter).isPresent();
            if (missed) {
                timers.schedule(done, () -> run(next(due).orElse(done)));
            } else {
                scheduleAfter(schedule instanceof Schedule.Every ? due : done);
            }
        });
    }

    private synchronized void ended() {
        running = false;
    }

    private Map<String, Object> timerInfo(Instant due, Instant now) {
        Map<String, Object> status = new LinkedHashMap<>();
        Instant last = lastRun;
        status.put("Last", last == null ? "0001-01-01T00:00:00" : last.toString());
        status.put("LastUpdated", now.toString());
        status.put("Next", next(now).map(Instant::toString).orElse(""));
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("Schedule", Map.of("AdjustForDST", true));
        info.put("ScheduleStatus", status);
        info.put("IsPastDue", Duration.between(due, now).compareTo(LATE) > 0);
        return info;
    }
}
