package dev.convoy.runtime.cosmos.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.runtime.cosmos.documents.ContainerAddress;
import dev.convoy.runtime.cosmos.documents.ItemBody;
import dev.convoy.runtime.cosmos.documents.ItemKey;
import dev.convoy.runtime.cosmos.documents.ItemOperation;
import dev.convoy.runtime.cosmos.documents.ItemResult;
import dev.convoy.runtime.cosmos.documents.Json;
import dev.convoy.runtime.cosmos.documents.PartitionKey;
import dev.convoy.runtime.cosmos.documents.PartitionTransaction;
import dev.convoy.runtime.cosmos.documents.Preconditions;
import dev.convoy.runtime.cosmos.documents.Refusal;
import dev.convoy.runtime.cosmos.documents.RefusedException;
import dev.convoy.runtime.cosmos.documents.ResourceId;
import dev.convoy.runtime.cosmos.documents.StoredDocument;
import dev.convoy.runtime.cosmos.query.CompiledQuery;
import dev.convoy.runtime.cosmos.query.DocumentSource;
import dev.convoy.runtime.cosmos.query.InvalidQueryException;
import dev.convoy.runtime.cosmos.query.PageRequest;
import dev.convoy.runtime.cosmos.query.QueryContext;
import dev.convoy.runtime.cosmos.query.QueryPage;
import dev.convoy.runtime.cosmos.query.QueryRun;
import dev.convoy.runtime.cosmos.query.QuerySyntaxException;
import dev.convoy.runtime.cosmos.query.UserFunctions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What scripts can do to the items of the partition key they run for. An answer is {@code {"status":…}} with a resource, or a message
 * where it is an error; {@code {"accepted":false}} where the request has no room for more. Confined to one attempt of one request.
 */
final class ScriptHost implements ScriptEngine.Host {

    private static final int MAX_CHANGES = 10_000;
    private static final long MAX_BYTES = 16L << 20;
    private static final int OPERATION_COST = 2_000;
    private static final int DOCUMENT_COST = 100;
    private static final int DEFAULT_PAGE = 100;
    private static final int MAX_PAGE = 1_000;

    private final PartitionTransaction transaction;
    private final PartitionKey key;
    private final Rules rules;
    private double charge;

    ScriptHost(PartitionTransaction transaction, PartitionKey key, Rules rules) {
        this.transaction = transaction;
        this.key = key;
        this.rules = rules;
    }

    /** Request units of its operations. */
    double charge() {
        return charge;
    }

    @Override
    public ObjectNode call(String operation, ObjectNode arguments) {
        rules.budget().spend(OPERATION_COST);
        boolean room = transaction.changes() < MAX_CHANGES && transaction.bytes() < MAX_BYTES;
        if (!room || rules.budget().isNearlySpent()) {
            return Json.MAPPER.createObjectNode().put("accepted", false);
        }
        try {
            return switch (operation) {
                case "create" -> written(create(arguments));
                case "upsert" -> written(upsert(arguments));
                case "replace" -> written(replace(arguments));
                case "delete" -> written(delete(arguments));
                case "read" -> written(read(arguments));
                case "query" -> query(arguments);
                default -> throw new IllegalStateException("unknown operation " + operation);
            };
        } catch (RefusedException refused) {
            return failed(refused.refusal());
        } catch (IllegalArgumentException | QuerySyntaxException | InvalidQueryException invalid) {
            return failed(Refusal.badRequest(String.valueOf(invalid.getMessage())));
        }
    }

    private ItemResult create(ObjectNode arguments) {
        ItemBody body = bodyOf(arguments, true);
        return transaction.apply(new ItemOperation.Create(ownKeyOf(body), body, Preconditions.NONE));
    }

    private ItemResult upsert(ObjectNode arguments) {
        ItemBody body = bodyOf(arguments, true);
        return transaction.apply(new ItemOperation.Upsert(ownKeyOf(body), body, whenOf(arguments)));
    }

    private ItemResult replace(ObjectNode arguments) {
        ItemBody body = bodyOf(arguments, false);
        ItemKey named = linkedKeyOf(arguments);
        if (!ownKeyOf(body).equals(named)) {
            throw new IllegalArgumentException("The id in the body differs from the one in the link.");
        }
        return transaction.apply(new ItemOperation.Replace(named, body, whenOf(arguments)));
    }

    private ItemResult delete(ObjectNode arguments) {
        return transaction.apply(new ItemOperation.Delete(linkedKeyOf(arguments), whenOf(arguments)));
    }

    private ItemResult read(ObjectNode arguments) {
        Preconditions when = new Preconditions(null, textOf(arguments, "ifNoneMatch"));
        return transaction.apply(new ItemOperation.Read(linkedKeyOf(arguments), when));
    }

    private ObjectNode query(ObjectNode arguments) {
        CompiledQuery query = CompiledQuery.parse(arguments.path("query").asText());
        Map<String, JsonNode> parameters = new HashMap<>();
        for (JsonNode parameter : arguments.path("parameters")) {
            parameters.put(parameter.path("name").asText(), parameter.path("value"));
        }
        QueryContext context = new QueryContext(parameters, rules.now(), rules.functions());
        int size = arguments.path("pageSize").asInt(DEFAULT_PAGE);
        int rows = size < 1 ? MAX_PAGE : Math.min(size, MAX_PAGE);
        List<StoredDocument> documents = transaction.under(key);
        QueryPage page = QueryRun.page(
                query,
                context,
                new PageRequest(rows, textOf(arguments, "continuation")),
                DocumentSource.of(transaction.address(), documents));
        rules.budget().spend((long) DOCUMENT_COST * page.examined());
        charge += 2.3 + 0.02 * page.examined();
        ObjectNode answer = Json.MAPPER.createObjectNode().put("status", 200);
        ArrayNode resources = answer.putArray("resources");
        page.rows().forEach(resources::add);
        return page.continuation() == null ? answer : answer.put("continuation", page.continuation());
    }

    private ObjectNode written(ItemResult result) {
        return switch (result) {
            case ItemResult.Refused refused -> failed(refused.reason());
            case ItemResult.Created created -> answer(201, created.document(), 5);
            case ItemResult.Replaced replaced -> answer(200, replaced.document(), 5);
            case ItemResult.Found found -> answer(200, found.document(), 1);
            case ItemResult.NotModified same -> answer(304, null, 1);
            case ItemResult.Deleted deleted -> answer(204, null, 5);
        };
    }

    private ObjectNode answer(int status, @Nullable StoredDocument document, double units) {
        charge += units;
        ObjectNode answer = Json.MAPPER.createObjectNode().put("status", status);
        if (document != null) {
            answer.set("resource", document.tree(transaction.address()));
        }
        return answer;
    }

    private static ObjectNode failed(Refusal refusal) {
        return Json.MAPPER.createObjectNode().put("status", refusal.status()).put("message", refusal.message());
    }

    private ItemBody bodyOf(ObjectNode arguments, boolean mayGetId) {
        if (!(arguments.path("document") instanceof ObjectNode document)) {
            throw new IllegalArgumentException("The document must be an object.");
        }
        if (mayGetId && !document.has("id") && arguments.path("generateId").asBoolean(true)) {
            document.put(
                    "id", new UUID(rules.chance().nextLong(), rules.chance().nextLong()).toString());
        }
        return ItemBody.of(document);
    }

    private ItemKey ownKeyOf(ItemBody body) {
        PartitionKey own = transaction.settings().partitionKey().keyOf(body.tree());
        if (!own.equals(key)) {
            throw new IllegalArgumentException("Requests originating from scripts cannot reference partition keys other"
                    + " than the one for which client request was submitted.");
        }
        return new ItemKey(own, body.id());
    }

    /** The item a link names, by the end of it: its id, or its {@code _rid}. */
    private ItemKey linkedKeyOf(ObjectNode arguments) {
        String link = arguments.path("link").asText();
        String trimmed = link.endsWith("/") ? link.substring(0, link.length() - 1) : link;
        int docs = trimmed.lastIndexOf("docs/");
        if (docs < 0) {
            throw new IllegalArgumentException("The link '" + link + "' is not one of a document.");
        }
        String name = trimmed.substring(docs + "docs/".length());
        ContainerAddress address = transaction.address();
        long number = ResourceId.itemNumberOf(name, address.database(), address.container());
        return transaction
                .numbered(number)
                .map(StoredDocument::key)
                .filter(found -> found.partitionKey().equals(key))
                .orElseGet(() -> new ItemKey(key, name));
    }

    private static Preconditions whenOf(ObjectNode arguments) {
        String etag = textOf(arguments, "etag");
        return etag == null ? Preconditions.NONE : new Preconditions(etag, null);
    }

    private static @Nullable String textOf(ObjectNode arguments, String name) {
        JsonNode value = arguments.path(name);
        return value.isTextual() ? value.textValue() : null;
    }

    /** What holds for all attempts of a request. */
    record Rules(UserFunctions functions, Budget budget, RandomGenerator chance, Instant now) {}
}
