package dev.convoy.sample;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.ExponentialBackoffRetry;
import com.microsoft.azure.functions.annotation.FixedDelayRetry;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;

/** Timers, with retry policies. */
public class TimerFunctions {

    @FunctionName("Tick")
    public void tick(@TimerTrigger(name = "timer", schedule = "%TickSchedule%") String timer) {
        Seen.add("ticks", timer);
    }

    @FunctionName("Stubborn")
    @FixedDelayRetry(maxRetryCount = 2, delayInterval = "00:00:01")
    public void stubborn(
            @TimerTrigger(name = "timer", schedule = "0 0 0 1 1 *") String timer, ExecutionContext context) {
        Seen.add("stubborn", context.getRetryContext().getRetrycount() + "");
        throw new IllegalStateException("no");
    }

    @FunctionName("Patient")
    @ExponentialBackoffRetry(maxRetryCount = 3, minimumInterval = "00:00:01", maximumInterval = "00:00:02")
    public void patient(
            @TimerTrigger(name = "timer", schedule = "0 0 0 1 1 *") String timer, ExecutionContext context) {
        int attempt = context.getRetryContext().getRetrycount();
        Seen.add("patient", attempt + "");
        if (attempt < 2) {
            throw new IllegalStateException("not yet");
        }
    }
}
