package dev.convoy.runtime.servicebus.amqp;

import dev.convoy.runtime.servicebus.broker.Address;
import dev.convoy.runtime.servicebus.broker.Broker;
import dev.convoy.runtime.servicebus.broker.Delivery;
import dev.convoy.runtime.servicebus.broker.Disposition;
import dev.convoy.runtime.servicebus.broker.LockToken;
import dev.convoy.runtime.servicebus.broker.MessageQueue;
import dev.convoy.runtime.servicebus.broker.Outcome;
import dev.convoy.runtime.servicebus.broker.ReceiveMode;
import dev.convoy.runtime.servicebus.broker.Refusal;
import dev.convoy.runtime.servicebus.broker.Refusal.Reason;
import dev.convoy.runtime.servicebus.broker.Rule;
import dev.convoy.runtime.servicebus.broker.Transaction;
import dev.convoy.runtime.servicebus.message.AmqpValue;
import dev.convoy.runtime.servicebus.message.AmqpWriter;
import dev.convoy.runtime.servicebus.message.Message;
import dev.convoy.runtime.servicebus.sql.SqlSyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One request to an entity's {@code $management} ("AMQP 1.0 in Service Bus: request-response-based operations"). */
final class ManagementRequest {

    private static final String VENDOR = "com.microsoft:";

    private final Broker broker;
    private final Address address;
    private final Message request;
    private final long nowMillis;
    private final RequestBody body;
    private final @Nullable Outcome<Transaction> named;
    private @Nullable Transaction transaction;

    /** @param named the transaction that the request names, if it names one */
    ManagementRequest(
            Broker broker, Address address, Message request, long nowMillis, @Nullable Outcome<Transaction> named) {
        this.broker = broker;
        this.address = address;
        this.request = request;
        this.nowMillis = nowMillis;
        this.body = new RequestBody(request.bodyValue());
        this.named = named;
    }

    /** Does what is asked; with {@code locksLost} the locks that it is about end first, as if their time had run out. */
    Response answer(boolean locksLost) {
        if (named instanceof Outcome.Refused<Transaction>(Refusal refusal)) {
            return Response.refused(refusal);
        }
        transaction = named instanceof Outcome.Done<Transaction>(Transaction open) ? open : null;
        String operation = operation();
        try {
            if (locksLost) {
                loseLocks(operation);
            }
            return answer(operation);
        } catch (RequestBody.BadRequestException | SqlSyntaxException e) {
            return Response.refused(new Refusal(Reason.INVALID, operation + ": " + e.getMessage()));
        }
    }

    private void loseLocks(String operation) {
        if (!(broker.store(address) instanceof Outcome.Done<MessageQueue>(MessageQueue queue))) {
            return;
        }
        switch (operation) {
            case "renew-lock", "update-disposition" ->
                tokens().forEach(token -> broker.loseLock(queue, token, nowMillis));
            case "renew-session-lock", "get-session-state", "set-session-state" ->
                broker.loseSession(queue, body.text("session-id"), nowMillis);
            default -> {
                // about no lock
            }
        }
    }

    private String operation() {
        String operation = String.valueOf(request.applicationProperties().get("operation"));
        return operation.startsWith(VENDOR) ? operation.substring(VENDOR.length()) : operation;
    }

    private Response answer(String operation) {
        return switch (operation) {
            case "schedule-message" -> scheduleMessages();
            case "cancel-scheduled-message" ->
                response(broker.cancelScheduled(address.entity(), body.longs("sequence-numbers")), ok -> Map.of());
            case "renew-lock" -> withQueue(this::renewLocks);
            case "peek-message" -> withQueue(this::peek);
            case "receive-by-sequence-number" -> withQueue(this::receiveDeferred);
            case "update-disposition" -> withQueue(this::updateDisposition);
            case "renew-session-lock" ->
                withQueue(queue -> response(
                        broker.renewSession(queue, body.text("session-id"), nowMillis),
                        until -> Map.of("expiration", new AmqpValue.Timestamp(until))));
            case "get-session-state" -> withQueue(this::sessionState);
            case "set-session-state" ->
                withQueue(queue -> response(
                        broker.setSessionState(
                                queue, body.text("session-id"), body.optionalBytes("session-state"), nowMillis),
                        ok -> Map.of()));
            case "add-rule" -> addRule();
            case "remove-rule" ->
                response(broker.topology().removeRule(address.entity(), body.text("rule-name")), ok -> Map.of());
            case "enumerate-rules" -> rules();
            default ->
                Response.refused(new Refusal(Reason.NOT_ALLOWED, "The operation " + operation + " is not known."));
        };
    }

    private Response scheduleMessages() {
        List<Message> messages = new ArrayList<>();
        for (RequestBody entry : body.maps("messages")) {
            messages.add(Message.of(entry.bytes("message")));
        }
        return response(
                transaction == null
                        ? broker.send(address.entity(), messages, nowMillis)
                        : broker.schedule(transaction, address.entity(), messages),
                sequences -> Map.of("sequence-numbers", new AmqpValue.Array(sequences)));
    }

    private Response renewLocks(MessageQueue queue) {
        return response(
                broker.renewLocks(queue, tokens(), nowMillis),
                untils -> Map.of(
                        "expirations",
                        new AmqpValue.Array(
                                untils.stream().map(AmqpValue.Timestamp::new).toList())));
    }

    private Response peek(MessageQueue queue) {
        List<Delivery> shown = broker.peek(
                queue,
                body.number("from-sequence-number"),
                (int) body.number("message-count"),
                body.optionalText("session-id"),
                nowMillis);
        return shown.isEmpty()
                ? Response.noContent()
                : Response.ok(Map.of(
                        "messages", shown.stream().map(ManagementRequest::shown).toList()));
    }

    private Response receiveDeferred(MessageQueue queue) {
        ReceiveMode mode =
                body.number("receiver-settle-mode") == 0 ? ReceiveMode.RECEIVE_AND_DELETE : ReceiveMode.PEEK_LOCK;
        return response(
                broker.receiveDeferred(
                        queue, body.longs("sequence-numbers"), mode, body.optionalText("session-id"), nowMillis),
                deliveries -> Map.of(
                        "messages",
                        deliveries.stream().map(ManagementRequest::received).toList()));
    }

    private Response updateDisposition(MessageQueue queue) {
        Map<String, Object> properties = body.properties("properties-to-modify");
        String status = body.text("disposition-status");
        Disposition disposition =
                switch (status) {
                    case "completed" -> new Disposition.Complete();
                    case "abandoned" -> new Disposition.Abandon(properties);
                    case "defered" -> new Disposition.Defer(properties);
                    case "suspended" ->
                        new Disposition.DeadLetter(
                                body.optionalText("deadletter-reason"),
                                body.optionalText("deadletter-description"),
                                properties);
                    default -> throw new RequestBody.BadRequestException("disposition-status is " + status);
                };
        for (LockToken token : tokens()) {
            Outcome<Long> settled = transaction == null
                    ? broker.settle(queue, token, disposition, nowMillis)
                    : broker.settle(transaction, queue, token, disposition, nowMillis);
            if (settled instanceof Outcome.Refused<Long>(Refusal refusal)) {
                return Response.refused(refusal);
            }
        }
        return Response.ok(Map.of());
    }

    private Response sessionState(MessageQueue queue) {
        return response(broker.sessionState(queue, body.text("session-id"), nowMillis), state -> {
            Map<String, @Nullable Object> answer = new LinkedHashMap<>();
            answer.put("session-state", state.length == 0 ? null : new AmqpValue.Binary(state));
            return answer;
        });
    }

    private Response addRule() {
        RequestBody description = body.optionalMap("rule-description");
        if (description == null) {
            throw new RequestBody.BadRequestException("the field rule-description is missing");
        }
        Rule rule = RuleMaps.read(body.text("rule-name"), description);
        return response(broker.topology().addRule(address.entity(), rule), ok -> Map.of());
    }

    private Response rules() {
        List<Map<String, Object>> rules = broker.topology().rules(address.entity()).stream()
                .skip(body.number("skip"))
                .limit(body.number("top"))
                .map(rule -> Map.<String, Object>of("rule-description", RuleMaps.write(rule)))
                .toList();
        return rules.isEmpty() ? Response.noContent() : Response.ok(Map.of("rules", rules));
    }

    private List<LockToken> tokens() {
        return body.uuids("lock-tokens").stream().map(LockToken::new).toList();
    }

    private Response withQueue(Function<MessageQueue, Response> use) {
        return switch (broker.store(address)) {
            case Outcome.Done<MessageQueue>(MessageQueue queue) -> use.apply(queue);
            case Outcome.Refused<MessageQueue>(Refusal refusal) -> Response.refused(refusal);
        };
    }

    private static <T> Response response(Outcome<T> outcome, Function<T, Map<String, ?>> toBody) {
        return switch (outcome) {
            case Outcome.Done<T>(T value) -> Response.ok(toBody.apply(value));
            case Outcome.Refused<T>(Refusal refusal) -> Response.refused(refusal);
        };
    }

    private static Map<String, Object> shown(Delivery delivery) {
        AmqpWriter encoded = new AmqpWriter(delivery.message().sizeBytes() + 256);
        delivery.stamp().write(delivery.message(), encoded);
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("message", new AmqpValue.Binary(encoded.toBytes()));
        return entry;
    }

    private static Map<String, Object> received(Delivery delivery) {
        Map<String, Object> entry = shown(delivery);
        LockToken token = delivery.token();
        entry.put("lock-token", token == null ? new java.util.UUID(0, 0) : token.id());
        return entry;
    }
}
