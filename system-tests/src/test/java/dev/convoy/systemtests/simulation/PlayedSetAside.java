package dev.convoy.systemtests.simulation;

import dev.convoy.contracts.delivery.MessageProperties;
import dev.convoy.contracts.event.MessageType;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.functions.platform.inbox.ParkingLot;
import dev.convoy.functions.platform.servicebus.BusMessage;
import dev.convoy.orchestrations.bus.Incoming;
import dev.convoy.orchestrations.bus.SetAside;
import java.time.Instant;
import java.util.Map;

/** Sets events of sagas aside on the played bus, which may not answer. Confined to one thread. */
final class PlayedSetAside implements SetAside {

    static final String ORIGIN = Entities.EVENTS + "/" + Entities.ORDER_SAGA;

    private final PlayedBus bus;
    private final ParkingLot parking;

    PlayedSetAside(PlayedBus bus) {
        this.bus = bus;
        this.parking = new ParkingLot(bus);
    }

    @Override
    public void again(Incoming event, MessageType<?> type, Instant at) {
        Map<String, Object> properties =
                Map.of(MessageProperties.TYPE, type.name(), MessageProperties.ATTEMPT, event.attempt() + 1);
        bus.schedule(
                Entities.ORDER_SAGA_RETRIES,
                new BusMessage(event.messageId(), type.shortName(), event.body(), properties),
                at);
    }

    @Override
    public void park(Incoming event, String reason) {
        parking.park(event.origin(), event.messageId(), event.body(), reason);
    }
}
