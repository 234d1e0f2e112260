package dev.convoy.runtime.servicebus.admin;

import dev.convoy.runtime.kit.fault.FaultPlan;

/** Where faults are turned on and off. */
public interface FaultSwitch {

    FaultPlan plan();

    void inject(FaultPlan plan);
}
