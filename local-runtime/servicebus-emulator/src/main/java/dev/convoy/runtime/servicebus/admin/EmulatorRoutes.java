package dev.convoy.runtime.servicebus.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.runtime.kit.fault.FaultPlan;
import dev.convoy.runtime.servicebus.broker.Address;
import dev.convoy.runtime.servicebus.broker.Broker;
import dev.convoy.runtime.servicebus.broker.Change;
import dev.convoy.runtime.servicebus.broker.EntityDefinition;
import dev.convoy.runtime.servicebus.broker.MessageQueue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Our own administration, in JSON, for tests and tools.
 *
 * <pre>
 * GET    /emulator/entities                   what exists, with counts
 * POST   /emulator/reset                      back to the configuration, no messages
 * POST   /emulator/purge?entity=PATH          removes an entity's messages, dead letters included; an address removes one queue's
 * PUT    /emulator/snapshots/NAME             keeps a copy of everything, in memory
 * POST   /emulator/snapshots/NAME/restore     puts the copy back
 * DELETE /emulator/snapshots/NAME
 * PUT    /emulator/faults                     {"seed": 7, "rules": [{"fault": "DROP_AFTER", "target": "q*", "probability": 0.1}]}
 * GET    /emulator/faults                     the plan, and what has happened so far
 * DELETE /emulator/faults                     nothing goes wrong any more
 * </pre>
 *
 * On the broker's thread.
 */
final class EmulatorRoutes {

    private static final int MAX_SNAPSHOTS = 10;

    private final Broker broker;
    private final Runnable reset;
    private final FaultSwitch faults;
    private final Map<String, List<Change>> snapshots = new LinkedHashMap<>();

    EmulatorRoutes(Broker broker, Runnable reset, FaultSwitch faults) {
        this.faults = faults;
        this.broker = broker;
        this.reset = reset;
    }

    AdminResponse answer(AdminRequest request) {
        String what = request.method() + " " + request.path().substring("/emulator/".length());
        if (what.contains(" snapshots/")) {
            return onSnapshot(request);
        }
        return switch (what) {
            case "GET entities" -> entities();
            case "POST reset" -> {
                reset.run();
                yield AdminResponse.json(200, "{}");
            }
            case "POST purge" -> purge(request);
            case "GET faults" -> AdminResponse.json(200, FaultJson.write(faults.plan()));
            case "PUT faults" -> {
                faults.inject(FaultJson.read(request.body()));
                yield AdminResponse.json(200, FaultJson.write(faults.plan()));
            }
            case "DELETE faults" -> {
                faults.inject(FaultPlan.none());
                yield AdminResponse.json(200, "{}");
            }
            default -> AdminResponse.problem(404, "There is no " + what);
        };
    }

    private AdminResponse entities() {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        broker.topology().all().forEach(definition -> all.add(describe(definition)));
        return AdminResponse.json(200, all.toString());
    }

    private ObjectNode describe(EntityDefinition definition) {
        String kind =
                switch (definition) {
                    case EntityDefinition.Queue ignored -> "queue";
                    case EntityDefinition.Topic ignored -> "topic";
                    case EntityDefinition.Subscription ignored -> "subscription";
                };
        MessageQueue main =
                queue(new Address(definition.path(), Address.Part.MAIN)).orElseThrow();
        return JsonNodeFactory.instance
                .objectNode()
                .put("kind", kind)
                .put("path", definition.path())
                .put("activeMessages", main.activeCount())
                .put("lockedMessages", main.lockedCount())
                .put("scheduledMessages", main.scheduledCount())
                .put("totalMessages", main.totalCount())
                .put("deadLetters", count(definition, Address.Part.DEAD_LETTER))
                .put("transferDeadLetters", count(definition, Address.Part.TRANSFER_DEAD_LETTER))
                .put("sizeBytes", main.sizeBytes());
    }

    private int count(EntityDefinition definition, Address.Part part) {
        return queue(new Address(definition.path(), part)).orElseThrow().totalCount();
    }

    private AdminResponse purge(AdminRequest request) {
        String path = request.query().getOrDefault("entity", "");
        Address address = Address.parse(path);
        List<Address.Part> parts =
                address.part() == Address.Part.MAIN ? List.of(Address.Part.values()) : List.of(address.part());
        int removed = 0;
        for (Address.Part part : parts) {
            Optional<MessageQueue> queue = queue(new Address(address.entity(), part));
            if (queue.isEmpty()) {
                return AdminResponse.problem(404, "entity: there is no '" + path + "'");
            }
            removed += broker.purge(queue.get());
        }
        return AdminResponse.json(200, "{\"removed\":" + removed + "}");
    }

    private AdminResponse onSnapshot(AdminRequest request) {
        String rest = request.path().substring("/emulator/snapshots/".length());
        boolean restore = rest.endsWith("/restore");
        String name = restore ? rest.substring(0, rest.length() - "/restore".length()) : rest;
        return switch (request.method()) {
            case "PUT" -> take(name);
            case "POST" -> restore ? restore(name) : AdminResponse.problem(404, "There is no POST " + rest);
            case "DELETE" -> AdminResponse.json(snapshots.remove(name) == null ? 404 : 200, "{}");
            default -> AdminResponse.problem(405, "PUT, POST and DELETE only");
        };
    }

    private AdminResponse take(String name) {
        if (snapshots.size() >= MAX_SNAPSHOTS && !snapshots.containsKey(name)) {
            return AdminResponse.problem(409, "At most " + MAX_SNAPSHOTS + " snapshots are kept; delete one.");
        }
        snapshots.put(name, broker.copy());
        return AdminResponse.json(200, "{}");
    }

    private AdminResponse restore(String name) {
        List<Change> copy = snapshots.get(name);
        if (copy == null) {
            return AdminResponse.problem(404, "There is no snapshot '" + name + "'");
        }
        broker.restore(copy);
        return AdminResponse.json(200, "{}");
    }

    private Optional<MessageQueue> queue(Address address) {
        return broker.topology().queue(address);
    }
}
