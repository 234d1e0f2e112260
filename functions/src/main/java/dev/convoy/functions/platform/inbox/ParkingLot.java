package dev.convoy.functions.platform.inbox;

import dev.convoy.contracts.delivery.MessageProperties;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.functions.platform.servicebus.BusMessage;
import dev.convoy.functions.platform.servicebus.MessageBus;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where messages go that were given up: the queue {@value Entities#PARKED_MESSAGES}, each with origin and reason. Stateless. */
public final class ParkingLot {

    private static final Logger LOG = LoggerFactory.getLogger(ParkingLot.class);

    /** What else a parked message carries, it must fit beside; longer bodies are cut, the document they come from is not. */
    private static final int LONGEST_BODY = 200_000;

    private final MessageBus bus;

    public ParkingLot(MessageBus bus) {
        this.bus = bus;
    }

    /**
     * Parks a message.
     *
     * @param origin the queue, subscription or container it comes from
     * @throws dev.convoy.functions.platform.OutageException if the bus is away; the message stays where it is
     */
    public void park(String origin, String messageId, String body, String reason) {
        String shortReason = MessageProperties.reason(reason);
        LOG.atError()
                .addKeyValue("messageId", messageId)
                .addKeyValue("origin", origin)
                .addKeyValue("reason", shortReason)
                .log("message parked");
        Map<String, Object> properties = Map.of(
                MessageProperties.ORIGIN, origin,
                MessageProperties.REASON, shortReason,
                MessageProperties.MESSAGE_ID, messageId);
        bus.send(
                Entities.PARKED_MESSAGES,
                List.of(new BusMessage(messageId, MessageProperties.PARKED, cut(body), properties)));
    }

    private static String cut(String body) {
        return body.length() <= LONGEST_BODY ? body : body.substring(0, LONGEST_BODY);
    }
}
