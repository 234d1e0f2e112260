package dev.convoy.runtime.cosmos.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.runtime.cosmos.documents.Container;
import dev.convoy.runtime.cosmos.documents.ItemBody;
import dev.convoy.runtime.cosmos.documents.ItemKey;
import dev.convoy.runtime.cosmos.documents.ItemOperation;
import dev.convoy.runtime.cosmos.documents.ItemResult;
import dev.convoy.runtime.cosmos.documents.Json;
import dev.convoy.runtime.cosmos.documents.Partition;
import dev.convoy.runtime.cosmos.documents.PartitionKey;
import dev.convoy.runtime.cosmos.documents.PartitionTransaction;
import dev.convoy.runtime.cosmos.documents.Preconditions;
import dev.convoy.runtime.cosmos.documents.Refusal;
import dev.convoy.runtime.cosmos.documents.RefusedException;
import dev.convoy.runtime.cosmos.documents.Script;
import dev.convoy.runtime.cosmos.documents.StoredDocument;
import dev.convoy.runtime.cosmos.query.UserFunctions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Runs a container's scripts on its items: a stored procedure, or an operation with its triggers, is one transaction within one
 * partition key. Source: the stored procedures, triggers and user-defined functions pages of the documentation. Thread-safe.
 */
public final class ScriptRunner {

    private final RandomGenerator chance;
    private final long instructions;

    /**
     * A runner with the usual budget.
     *
     * @param chance for the ids of documents that scripts create without one; must be safe from several threads
     */
    public ScriptRunner(RandomGenerator chance) {
        this(chance, Budget.DEFAULT_INSTRUCTIONS);
    }

    /** With a budget of so many instructions for each request. */
    ScriptRunner(RandomGenerator chance, long instructions) {
        this.chance = chance;
        this.instructions = instructions;
    }

    /**
     * Checks that a text is one JavaScript function.
     *
     * @throws RefusedException with 400 if it is not
     */
    public void requireFunction(String id, String body) {
        engine().requireFunction(id, body);
    }

    /** The user-defined functions of a container, for one query. */
    public UserFunctions functionsOf(Container container) {
        return container.scripts().all(Script.Kind.USER_FUNCTION).isEmpty()
                ? UserFunctions.NONE
                : new ScriptFunctions(engine().sandbox(), container.scripts(), new Budget(instructions));
    }

    /**
     * Runs a stored procedure: what it changes is published whole, or not at all if it throws.
     *
     * @throws RefusedException with 400 if it ends in an exception, 408 if it uses up its budget
     */
    public ScriptOutcome execute(Container container, Script procedure, Call call) {
        Budget budget = new Budget(instructions);
        Partition partition = container.partitionOf(call.key());
        return partition.transact(call.now(), transaction -> {
            ScriptHost host = hostOf(container, transaction, call, budget);
            ObjectNode setting = new Run(container, call, host, budget).setting("Execute", "StoredProcedure");
            setting.set("arguments", call.arguments());
            ObjectNode left = engine().run(procedure, setting, host, budget);
            return new ScriptOutcome(left.path("responseBody"), left.path("log").asText(), charge(host, budget));
        });
    }

    /**
     * Does an operation between its triggers: they and it happen together, or not at all.
     *
     * @return what became of the operation
     * @throws RefusedException if a trigger ends in an exception, or the operation is refused
     */
    public ItemResult execute(Container container, ItemOperation operation, Triggers triggers, Call call) {
        Budget budget = new Budget(instructions);
        return container.partitionOf(call.key()).transact(call.now(), transaction -> {
            ScriptHost host = hostOf(container, transaction, call, budget);
            Run run = new Run(container, call, host, budget);
            ItemOperation changed = before(run, operation, triggers);
            ItemResult result = transaction.apply(changed);
            if (result instanceof ItemResult.Refused refused) {
                throw new RefusedException(refused.reason());
            }
            after(run, result, triggers);
            return result;
        });
    }

    private ItemOperation before(Run run, ItemOperation operation, Triggers triggers) {
        ItemOperation changed = operation;
        for (Script trigger : triggers.before()) {
            ObjectNode setting = run.setting(triggers.operation(), "PreTrigger");
            bodyOf(changed).ifPresent(body -> setting.set("requestBody", body));
            ObjectNode left = engine().run(trigger, setting, run.host(), run.budget());
            if (left.path("requestBody") instanceof ObjectNode body) {
                changed = withBody(run.container(), changed, body);
            }
        }
        return changed;
    }

    private void after(Run run, ItemResult result, Triggers triggers) {
        for (Script trigger : triggers.after()) {
            ObjectNode setting = run.setting(triggers.operation(), "PostTrigger");
            writtenBy(result)
                    .ifPresent(document -> setting.set(
                            "responseBody", document.tree(run.container().address())));
            engine().run(trigger, setting, run.host(), run.budget());
        }
    }

    private static Optional<StoredDocument> writtenBy(ItemResult result) {
        return switch (result) {
            case ItemResult.Created created -> Optional.of(created.document());
            case ItemResult.Replaced replaced -> Optional.of(replaced.document());
            case ItemResult.Found found -> Optional.empty();
            case ItemResult.NotModified same -> Optional.empty();
            case ItemResult.Deleted deleted -> Optional.empty();
            case ItemResult.Refused refused -> Optional.empty();
        };
    }

    private static Optional<ObjectNode> bodyOf(ItemOperation operation) {
        return switch (operation) {
            case ItemOperation.Create create -> Optional.of(create.body().tree());
            case ItemOperation.Upsert upsert -> Optional.of(upsert.body().tree());
            case ItemOperation.Replace replace -> Optional.of(replace.body().tree());
            case ItemOperation.Read read -> Optional.empty();
            case ItemOperation.Delete delete -> Optional.empty();
            case ItemOperation.Patch patch -> Optional.empty();
        };
    }

    /** The operation with the body that a trigger set; its key must stay in the transaction's partition key. */
    private static ItemOperation withBody(Container container, ItemOperation operation, ObjectNode tree) {
        ItemBody body = ItemBody.of(tree);
        PartitionKey key = container.settings().partitionKey().keyOf(tree);
        boolean sameId = operation instanceof ItemOperation.Create
                || body.id().equals(operation.key().id());
        if (!key.equals(operation.key().partitionKey()) || !sameId) {
            throw new RefusedException(Refusal.badRequest("A trigger must not change the item's id or partition key."));
        }
        ItemKey item = new ItemKey(key, body.id());
        Preconditions when = operation.when();
        return switch (operation) {
            case ItemOperation.Create create -> new ItemOperation.Create(item, body, when);
            case ItemOperation.Upsert upsert -> new ItemOperation.Upsert(item, body, when);
            case ItemOperation.Replace replace -> new ItemOperation.Replace(item, body, when);
            case ItemOperation.Read read -> read;
            case ItemOperation.Delete delete -> delete;
            case ItemOperation.Patch patch -> patch;
        };
    }

    private ScriptHost hostOf(Container container, PartitionTransaction transaction, Call call, Budget budget) {
        UserFunctions functions = functionsOf(container);
        ScriptHost.Rules rules = new ScriptHost.Rules(functions, budget, chance, call.now());
        return new ScriptHost(transaction, call.key(), rules);
    }

    private static ScriptEngine engine() {
        return Engine.INSTANCE;
    }

    private static double charge(ScriptHost host, Budget budget) {
        return 1 + budget.instructions() / 1_000_000 + host.charge();
    }

    /** One attempt of one request. */
    private record Run(Container container, Call call, ScriptHost host, Budget budget) {

        /** What the server-side API starts from. */
        ObjectNode setting(String operation, String role) {
            ObjectNode setting = Json.MAPPER.createObjectNode();
            setting.put("operationType", operation).put("role", role);
            return setting.put("selfLink", container.address().self()).put("altLink", call.altLink());
        }
    }

    /** Made when the first script is: an emulator that runs none starts faster without. */
    private static final class Engine {
        private static final ScriptEngine INSTANCE = new ScriptEngine();
    }

    /**
     * Whom a script runs for: one partition key, and what it is given.
     *
     * @param altLink the container's link by names, {@code dbs/d/colls/c}
     */
    public record Call(PartitionKey key, String altLink, ArrayNode arguments, Instant now) {}

    /**
     * What a stored procedure left behind.
     *
     * @param body of the response; a missing node if it set none
     * @param charge in request units: 1, 1 for each million instructions, and those of its operations
     */
    public record ScriptOutcome(JsonNode body, String log, double charge) {}

    /** The triggers that go with an operation of that name. */
    public record Triggers(String operation, List<Script> before, List<Script> after) {

        public Triggers {
            before = List.copyOf(before);
            after = List.copyOf(after);
        }

        public boolean isEmpty() {
            return before.isEmpty() && after.isEmpty();
        }
    }
}
