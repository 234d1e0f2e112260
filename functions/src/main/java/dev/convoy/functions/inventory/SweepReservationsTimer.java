package dev.convoy.functions.inventory;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;

/** Every minute: ends reservations that were left in the middle. */
public final class SweepReservationsTimer {

    private final SweepReservations sweeping;

    public SweepReservationsTimer(SweepReservations sweeping) {
        this.sweeping = sweeping;
    }

    @FunctionName("SweepReservations")
    public void run(@TimerTrigger(name = "timer", schedule = "0 * * * * *") String timer) {
        sweeping.sweep();
    }
}
