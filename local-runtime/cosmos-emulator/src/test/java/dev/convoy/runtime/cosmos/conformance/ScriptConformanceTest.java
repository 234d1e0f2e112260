package dev.convoy.runtime.cosmos.conformance;

import static dev.convoy.runtime.cosmos.conformance.CosmosFixture.failure;
import static dev.convoy.runtime.cosmos.conformance.CosmosFixture.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.cosmos.CosmosContainer;
import com.azure.cosmos.CosmosScripts;
import com.azure.cosmos.models.CosmosItemRequestOptions;
import com.azure.cosmos.models.CosmosQueryRequestOptions;
import com.azure.cosmos.models.CosmosStoredProcedureProperties;
import com.azure.cosmos.models.CosmosStoredProcedureRequestOptions;
import com.azure.cosmos.models.CosmosStoredProcedureResponse;
import com.azure.cosmos.models.CosmosTriggerProperties;
import com.azure.cosmos.models.CosmosUserDefinedFunctionProperties;
import com.azure.cosmos.models.PartitionKey;
import com.azure.cosmos.models.TriggerOperation;
import com.azure.cosmos.models.TriggerType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScriptConformanceTest {

    private static final PartitionKey PK = new PartitionKey("p");

    private CosmosFixture fixture;
    private CosmosContainer container;
    private CosmosScripts scripts;

    @BeforeAll
    void start() {
        fixture = new CosmosFixture(partitions());
        container = fixture.container();
        scripts = container.getScripts();
    }

    int partitions() {
        return 1;
    }

    @AfterAll
    void stop() {
        if (fixture != null) { // skipped on an endpoint with another number of partitions
            fixture.close();
        }
    }

    @Test
    @FromDocs("nosql/how-to-write-stored-procedures-triggers-udfs")
    void a_stored_procedure_answers_what_it_puts_into_the_response() {
        procedure("hello", "function (name) { getContext().getResponse().setBody('Hello, ' + name); }");

        assertThat(execute("hello", "World").getResponseAsString()).isEqualTo("\"Hello, World\"");
    }

    @Test
    @FromDocs("nosql/how-to-write-stored-procedures-triggers-udfs")
    void a_stored_procedure_creates_an_item_and_hears_of_it_in_a_callback() {
        procedure("createItem", """
                function createToDoItem(itemToCreate) {
                    var context = getContext();
                    var container = context.getCollection();
                    var accepted = container.createDocument(container.getSelfLink(), itemToCreate,
                        function (err, itemCreated) {
                            if (err) throw new Error('Error' + err.message);
                            context.getResponse().setBody(itemCreated.id);
                        });
                    if (!accepted) return;
                }""");

        CosmosStoredProcedureResponse response = execute("createItem", item("made-by-script", "p"));

        assertThat(response.getResponseAsString()).isEqualTo("\"made-by-script\"");
        assertThat(response.getRequestCharge()).isGreaterThan(5);
        assertThat(container.readItem("made-by-script", PK, ObjectNode.class).getStatusCode())
                .isEqualTo(200);
    }

    @Test
    @FromDocs("nosql/stored-procedures-triggers-udfs")
    void a_stored_procedure_that_throws_leaves_nothing_behind() {
        procedure("halfDone", """
                function (first, second) {
                    var c = getContext().getCollection();
                    c.createDocument(c.getSelfLink(), first, function (err) {
                        if (err) throw err;
                        c.createDocument(c.getSelfLink(), second, function (again) { if (again) throw again; });
                    });
                }""");

        var failed = failure(() -> execute("halfDone", item("half", "p"), item("half", "p")));

        assertThat(failed.getStatusCode()).isEqualTo(400);
        assertThat(failed.getMessage()).contains("already exists");
        assertThat(failure(() -> container.readItem("half", PK, ObjectNode.class))
                        .getStatusCode())
                .isEqualTo(404);
    }

    @Test
    @FromDocs("nosql/how-to-write-stored-procedures-triggers-udfs")
    void a_stored_procedure_swaps_what_it_has_read() {
        container.createItem(item("player-1", "p").put("item", "sword"));
        container.createItem(item("player-2", "p").put("item", "shield"));
        procedure("swap", """
                function tradePlayerItems(playerId1, playerId2) {
                    var container = getContext().getCollection();
                    var response = getContext().getResponse();
                    var filterQuery = {
                        'query': 'SELECT * FROM Players p where p.id = @playerId1',
                        'parameters': [{ 'name': '@playerId1', 'value': playerId1 }]
                    };
                    var accept = container.queryDocuments(container.getSelfLink(), filterQuery, {}, function (err, items) {
                        if (err) throw new Error('Error' + err.message);
                        if (items.length != 1) throw 'Unable to find player 1';
                        var player1 = items[0];
                        container.readDocument(container.getAltLink() + '/docs/' + playerId2, function (err2, player2) {
                            if (err2) throw err2;
                            var held = player1.item;
                            player1.item = player2.item;
                            player2.item = held;
                            container.replaceDocument(player1._self, player1, { etag: player1._etag }, function (err3) {
                                if (err3) throw err3;
                                container.replaceDocument(player2._self, player2, function (err4) {
                                    if (err4) throw err4;
                                    response.setBody(true);
                                });
                            });
                        });
                    });
                    if (!accept) throw 'Unable to read player details, abort';
                }""");

        assertThat(execute("swap", "player-1", "player-2").getResponseAsString())
                .isEqualTo("true");

        assertThat(property("player-1", "item")).isEqualTo("shield");
        assertThat(property("player-2", "item")).isEqualTo("sword");
    }

    @Test
    @FromDocs("nosql/javascript-query-api")
    void the_integrated_query_api_filters_maps_and_sorts() {
        for (int i = 0; i < 4; i++) {
            container.createItem(item("ranked-" + i, "ranked").put("rank", i), new PartitionKey("ranked"), null);
        }
        procedure("best", """
                function () {
                    var result = __.chain()
                        .filter(function (doc) { return doc.rank > 0; })
                        .sortByDescending(function (doc) { return doc.rank; })
                        .pluck('id')
                        .value();
                    if (!result.isAccepted) throw new Error('The call was not accepted');
                }""");

        assertThat(execute(new PartitionKey("ranked"), "best").getResponseAsString())
                .isEqualTo("[\"ranked-3\",\"ranked-2\",\"ranked-1\"]");
    }

    @Test
    @FromDocs("nosql/stored-procedures-triggers-udfs")
    void scripts_see_one_partition_key_only() {
        container.createItem(item("elsewhere", "other"), new PartitionKey("other"), null);
        procedure("reach", """
                function () {
                    var c = getContext().getCollection();
                    c.readDocument(c.getAltLink() + '/docs/elsewhere', function (err) {
                        c.createDocument(c.getSelfLink(), { id: 'x', pk: 'other' }, function (again) {
                            getContext().getResponse().setBody([err.number, again.number]);
                        });
                    });
                }""");

        assertThat(execute("reach").getResponseAsString()).isEqualTo("[404,400]");
    }

    @Test
    @FromSdk("com.azure.cosmos.models.CosmosStoredProcedureRequestOptions")
    void the_log_of_a_script_comes_back_when_it_is_asked_for() {
        procedure("chatty", "function () { console.log('one, two'); console.log('3'); }");
        CosmosStoredProcedureRequestOptions options =
                new CosmosStoredProcedureRequestOptions().setPartitionKey(PK).setScriptLoggingEnabled(true);

        CosmosStoredProcedureResponse response =
                scripts.getStoredProcedure("chatty").execute(List.of(), options);

        assertThat(response.getScriptLog()).isEqualTo("one, two\n3");
    }

    @Test
    @FromSdk("com.azure.cosmos.CosmosScripts")
    void scripts_are_read_replaced_listed_queried_and_deleted() {
        procedure("kept", "function () {}");
        CosmosStoredProcedureProperties read =
                scripts.getStoredProcedure("kept").read().getProperties();
        read.setBody("function () { getContext().getResponse().setBody(2); }");

        scripts.getStoredProcedure("kept").replace(read);

        assertThat(execute("kept").getResponseAsString()).isEqualTo("2");
        assertThat(scripts.readAllStoredProcedures().stream().map(CosmosStoredProcedureProperties::getId))
                .contains("kept");
        assertThat(
                        scripts
                                .queryStoredProcedures(
                                        "SELECT * FROM r WHERE r.id = 'kept'", new CosmosQueryRequestOptions())
                                .stream())
                .hasSize(1);
        assertThat(failure(() -> scripts.createStoredProcedure(
                                new CosmosStoredProcedureProperties("kept", "function(){}")))
                        .getStatusCode())
                .isEqualTo(409);
        scripts.getStoredProcedure("kept").delete();
        assertThat(failure(() -> scripts.getStoredProcedure("kept").read()).getStatusCode())
                .isEqualTo(404);
        assertThat(failure(() -> execute("kept")).getStatusCode()).isEqualTo(404);
    }

    @Test
    @Unverified
    void a_body_that_is_no_function_is_400_and_says_where() {
        var failed = failure(() -> scripts.createStoredProcedure(
                new CosmosStoredProcedureProperties("broken", "function () { var = 1 }")));

        assertThat(failed.getStatusCode()).isEqualTo(400);
        assertThat(failed.getMessage()).contains("compiling").contains("broken:1");
    }

    @Test
    @FromDocs("nosql/how-to-write-stored-procedures-triggers-udfs")
    void a_pre_trigger_changes_what_is_written() {
        trigger("stamp", TriggerType.PRE, TriggerOperation.CREATE, """
                function validateToDoItemTimestamp() {
                    var request = getContext().getRequest();
                    var itemToCreate = request.getBody();
                    if (!('stamp' in itemToCreate)) itemToCreate['stamp'] = 'set by trigger';
                    request.setBody(itemToCreate);
                }""");
        CosmosItemRequestOptions options = new CosmosItemRequestOptions().setPreTriggerInclude(List.of("stamp"));

        container.createItem(item("stamped", "p"), PK, options);
        container.createItem(item("not-stamped", "p"), PK, null);

        assertThat(property("stamped", "stamp")).isEqualTo("set by trigger");
        assertThat(property("not-stamped", "stamp")).isEmpty();
        assertThat(failure(() -> container.replaceItem(item("stamped", "p"), "stamped", PK, options))
                        .getStatusCode())
                .isEqualTo(400);
    }

    @Test
    @FromDocs("nosql/how-to-write-stored-procedures-triggers-udfs")
    void a_post_trigger_writes_in_the_same_transaction_or_undoes_it() {
        container.createItem(item("_metadata", "p").put("created", 0));
        trigger("count", TriggerType.POST, TriggerOperation.ALL, """
                function updateMetadata() {
                    var container = getContext().getCollection();
                    var created = getContext().getResponse().getBody();
                    var query = 'SELECT * FROM root r WHERE r.id = "_metadata"';
                    container.queryDocuments(container.getSelfLink(), query, function (err, items) {
                        if (items.length != 1) throw 'Unable to find metadata document';
                        if (created.bad) throw new Error('a bad item');
                        items[0].created += 1;
                        container.replaceDocument(items[0]._self, items[0], function (failed) { if (failed) throw failed; });
                    });
                }""");
        CosmosItemRequestOptions options = new CosmosItemRequestOptions().setPostTriggerInclude(List.of("count"));

        container.createItem(item("counted-1", "p"), PK, options);
        container.createItem(item("counted-2", "p"), PK, options);
        var failed = failure(() -> container.createItem(item("counted-3", "p").put("bad", true), PK, options));

        assertThat(failed.getStatusCode()).isEqualTo(400);
        assertThat(failed.getMessage()).contains("a bad item");
        assertThat(property("_metadata", "created")).isEqualTo("2");
        assertThat(failure(() -> container.readItem("counted-3", PK, ObjectNode.class))
                        .getStatusCode())
                .isEqualTo(404);
    }

    @Test
    @FromDocs("nosql/how-to-use-stored-procedures-triggers-udfs")
    void a_user_defined_function_filters_and_projects() {
        PartitionKey taxes = new PartitionKey("taxes");
        for (int income : new int[] {500, 5_000, 50_000}) {
            container.createItem(item("income-" + income, "taxes").put("income", income), taxes, null);
        }
        container.createItem(item("income-none", "taxes"), taxes, null);
        scripts.createUserDefinedFunction(new CosmosUserDefinedFunctionProperties("tax", """
                function tax(income) {
                    if (income == undefined) return undefined;
                    if (income < 1000) return income * 0.1;
                    else if (income < 10000) return income * 0.2;
                    else return income * 0.4;
                }"""));

        List<Double> found = container
                .queryItems(
                        "SELECT VALUE udf.tax(c.income) FROM c WHERE c.pk = 'taxes' AND udf.tax(c.income) > 100 ORDER BY c.id",
                        new CosmosQueryRequestOptions(),
                        Double.class)
                .stream()
                .toList();

        assertThat(found).containsExactly(1_000.0, 20_000.0);
        assertThat(failure(() -> container
                                .queryItems(
                                        "SELECT udf.nope(1) FROM c", new CosmosQueryRequestOptions(), ObjectNode.class)
                                .stream()
                                .toList())
                        .getStatusCode())
                .isEqualTo(400);
    }

    private void procedure(String id, String body) {
        scripts.createStoredProcedure(new CosmosStoredProcedureProperties(id, body));
    }

    private void trigger(String id, TriggerType type, TriggerOperation operation, String body) {
        CosmosTriggerProperties properties = new CosmosTriggerProperties(id, body);
        scripts.createTrigger(properties.setTriggerType(type).setTriggerOperation(operation));
    }

    private CosmosStoredProcedureResponse execute(String id, Object... arguments) {
        return execute(PK, id, arguments);
    }

    private CosmosStoredProcedureResponse execute(PartitionKey key, String id, Object... arguments) {
        return scripts.getStoredProcedure(id)
                .execute(Arrays.asList(arguments), new CosmosStoredProcedureRequestOptions().setPartitionKey(key));
    }

    private String property(String id, String name) {
        return container.readItem(id, PK, ObjectNode.class).getItem().path(name).asText();
    }
}
