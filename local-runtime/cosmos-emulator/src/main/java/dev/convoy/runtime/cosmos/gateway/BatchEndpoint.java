package dev.convoy.runtime.cosmos.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.runtime.cosmos.documents.Account;
import dev.convoy.runtime.cosmos.documents.ItemBody;
import dev.convoy.runtime.cosmos.documents.ItemKey;
import dev.convoy.runtime.cosmos.documents.ItemOperation;
import dev.convoy.runtime.cosmos.documents.ItemResult;
import dev.convoy.runtime.cosmos.documents.Json;
import dev.convoy.runtime.cosmos.documents.Partition;
import dev.convoy.runtime.cosmos.documents.PartitionKey;
import dev.convoy.runtime.cosmos.documents.Preconditions;
import dev.convoy.runtime.cosmos.documents.Refusal;
import dev.convoy.runtime.cosmos.documents.RefusedException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several operations in one request: a transactional batch on one partition key, or bulk on one partition range, where each
 * operation stands for itself. The Java SDK sends both as JSON. Stateless but for the account.
 */
final class BatchEndpoint {

    /** Most operations in one request, as documented. */
    static final int MAX_OPERATIONS = 100;

    private final Account account;

    BatchEndpoint(Account account) {
        this.account = account;
    }

    GatewayResponse execute(GatewayRequest request) {
        Target target = Target.of(account, request);
        ArrayNode entries = entriesOf(request.body());
        boolean atomic = request.isSet(Headers.BATCH_ATOMIC);
        PartitionKey key = atomic ? target.requireKey(request) : target.key(request);
        Partition partition =
                key == null ? rangeOf(target, request) : target.container().partitionOf(key);
        List<Parsed> parsed = new ArrayList<>(entries.size());
        entries.forEach(entry -> parsed.add(parse(target, partition, entry, key, request.now())));
        List<ItemResult> results =
                atomic ? transaction(partition, parsed, request.now()) : bulk(partition, parsed, request.now());
        return Answers.located(answer(target, parsed, results, request.wantsBody()), target, partition);
    }

    private static Partition rangeOf(Target target, GatewayRequest request) {
        return target.partition(request.rangeIndex()
                .orElseThrow(() -> new RefusedException(
                        Refusal.badRequest("A batch needs a partition key or a partition key range id."))));
    }

    private static ArrayNode entriesOf(byte[] body) {
        if (body.length > ItemBody.MAX_BYTES) {
            throw new RefusedException(new Refusal(
                    413, 0, "The batch request has " + body.length + " bytes, at most " + ItemBody.MAX_BYTES + "."));
        }
        try {
            if (Json.MAPPER.readTree(body) instanceof ArrayNode entries && !entries.isEmpty()) {
                if (entries.size() > MAX_OPERATIONS) {
                    throw new RefusedException(Refusal.badRequest("The batch request has " + entries.size()
                            + " operations, at most " + MAX_OPERATIONS + " are supported."));
                }
                return entries;
            }
        } catch (IOException malformed) {
            throw new RefusedException(Refusal.badRequest("The batch is not valid JSON: " + malformed.getMessage()));
        }
        throw new RefusedException(Refusal.badRequest("The batch must be an array of operations."));
    }

    private static List<ItemResult> transaction(Partition partition, List<Parsed> parsed, Instant now) {
        for (int i = 0; i < parsed.size(); i++) {
            if (parsed.get(i) instanceof Malformed malformed) {
                return failedAt(i, malformed.refusal(), parsed.size());
            }
        }
        return partition.execute(operationsOf(parsed), true, now);
    }

    private static List<ItemResult> failedAt(int index, Refusal refusal, int count) {
        List<ItemResult> results = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            results.add(new ItemResult.Refused(
                    i == index ? refusal : new Refusal(424, 0, "Another operation of the batch failed.")));
        }
        return results;
    }

    private static List<ItemResult> bulk(Partition partition, List<Parsed> parsed, Instant now) {
        List<ItemResult> done = partition.execute(operationsOf(parsed), false, now);
        List<ItemResult> results = new ArrayList<>(parsed.size());
        int next = 0;
        for (Parsed entry : parsed) {
            results.add(
                    switch (entry) {
                        case Malformed malformed -> new ItemResult.Refused(malformed.refusal());
                        case Operation operation -> done.get(next++);
                    });
        }
        return results;
    }

    private static List<ItemOperation> operationsOf(List<Parsed> parsed) {
        List<ItemOperation> operations = new ArrayList<>(parsed.size());
        for (Parsed entry : parsed) {
            if (entry instanceof Operation operation) {
                operations.add(operation.operation());
            }
        }
        return operations;
    }

    private static GatewayResponse answer(
            Target target, List<Parsed> parsed, List<ItemResult> results, boolean withBody) {
        ArrayNode answer = Json.MAPPER.createArrayNode();
        boolean failed = false;
        double charge = 0;
        for (int i = 0; i < results.size(); i++) {
            ItemResult result = results.get(i);
            answer.add(
                    Answers.operation(target, result, withBody && !parsed.get(i).minimal()));
            failed |= result instanceof ItemResult.Refused;
            charge += Answers.chargeOf(result);
        }
        return GatewayResponse.of(failed ? 207 : 200, answer).charge(charge);
    }

    private static Parsed parse(
            Target target, Partition partition, JsonNode entry, @Nullable PartitionKey key, Instant now) {
        boolean minimal = entry.path("minimalReturnPreference").asBoolean(false);
        try {
            PartitionKey own = key != null ? key : keyOf(entry);
            if (target.container().partitionOf(own) != partition) {
                return new Malformed(new Refusal(410, 1002, "The partition key belongs to another range."), minimal);
            }
            return new Operation(operation(target, entry, own, now), minimal);
        } catch (RefusedException refused) {
            return new Malformed(refused.refusal(), minimal);
        } catch (RuntimeException invalid) {
            return new Malformed(ErrorMapping.refusalOf(invalid), minimal);
        }
    }

    private static PartitionKey keyOf(JsonNode entry) {
        JsonNode key = entry.path("partitionKey");
        if (key.isMissingNode()) {
            throw new IllegalArgumentException("A bulk operation needs a 'partitionKey'.");
        }
        return PartitionKey.parse(key.isTextual() ? key.textValue() : key.toString());
    }

    private static ItemOperation operation(Target target, JsonNode entry, PartitionKey partitionKey, Instant now) {
        Preconditions when = new Preconditions(textOf(entry, "ifMatch"), textOf(entry, "ifNoneMatch"));
        String type = entry.path("operationType").asText();
        return switch (type) {
            case "Create" -> {
                ItemBody body = bodyOf(entry);
                yield new ItemOperation.Create(ItemEndpoint.keyOf(target, body, partitionKey), body, when);
            }
            case "Upsert" -> {
                ItemBody body = bodyOf(entry);
                yield new ItemOperation.Upsert(ItemEndpoint.keyOf(target, body, partitionKey), body, when);
            }
            case "Replace" -> {
                ItemBody body = bodyOf(entry);
                ItemKey named = new ItemKey(partitionKey, idOf(entry));
                if (!ItemEndpoint.keyOf(target, body, partitionKey).equals(named)) {
                    throw new IllegalArgumentException("The id in the body differs from the one of the operation.");
                }
                yield new ItemOperation.Replace(named, body, when);
            }
            case "Read" -> new ItemOperation.Read(new ItemKey(partitionKey, idOf(entry)), when);
            case "Delete" -> new ItemOperation.Delete(new ItemKey(partitionKey, idOf(entry)), when);
            case "Patch" ->
                ItemEndpoint.patch(new ItemKey(partitionKey, idOf(entry)), entry.path("resourceBody"), when, now);
            default -> throw new IllegalArgumentException("Unknown operationType '" + type + "'.");
        };
    }

    private static ItemBody bodyOf(JsonNode entry) {
        return ItemBody.of(objectOf(entry));
    }

    private static ObjectNode objectOf(JsonNode entry) {
        if (entry.path("resourceBody") instanceof ObjectNode body) {
            return body;
        }
        throw new IllegalArgumentException("The operation's 'resourceBody' must be an object.");
    }

    private static String idOf(JsonNode entry) {
        String id = textOf(entry, "id");
        if (id == null) {
            throw new IllegalArgumentException("The operation needs an 'id'.");
        }
        return id;
    }

    private static @Nullable String textOf(JsonNode entry, String name) {
        JsonNode value = entry.get(name);
        return value == null || value.isNull() ? null : value.asText();
    }

    private sealed interface Parsed {
        boolean minimal();
    }

    private record Operation(ItemOperation operation, boolean minimal) implements Parsed {}

    private record Malformed(Refusal refusal, boolean minimal) implements Parsed {}
}
