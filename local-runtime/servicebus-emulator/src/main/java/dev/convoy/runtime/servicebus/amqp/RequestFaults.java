package dev.convoy.runtime.servicebus.amqp;

import dev.convoy.runtime.kit.fault.Fault;
import dev.convoy.runtime.kit.fault.FaultPlan;
import dev.convoy.runtime.kit.fault.FaultRule;
import dev.convoy.runtime.servicebus.broker.Address;
import java.util.Optional;

/**
 * What goes wrong on purpose with requests to one entity's management: rules for the entity apply, and rules for its {@code
 * $management} alone. Confined to the broker's thread.
 */
final class RequestFaults {

    private final BrokerLoop loop;
    private final String entity;
    private final String management;

    RequestFaults(BrokerLoop loop, Address entity) {
        this.loop = loop;
        this.entity = entity.toString();
        this.management = entity + "/$management";
    }

    Optional<FaultRule> draw(Fault fault) {
        FaultPlan plan = loop.faults();
        return plan.rules().isEmpty()
                ? Optional.empty()
                : plan.draw(fault, entity).or(() -> plan.draw(fault, management));
    }

    boolean strikes(Fault fault) {
        return draw(fault).isPresent();
    }
}
