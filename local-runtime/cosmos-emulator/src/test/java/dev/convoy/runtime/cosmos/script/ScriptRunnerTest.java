package dev.convoy.runtime.cosmos.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.runtime.cosmos.documents.Account;
import dev.convoy.runtime.cosmos.documents.Container;
import dev.convoy.runtime.cosmos.documents.ContainerSettings;
import dev.convoy.runtime.cosmos.documents.ItemBody;
import dev.convoy.runtime.cosmos.documents.ItemKey;
import dev.convoy.runtime.cosmos.documents.ItemOperation;
import dev.convoy.runtime.cosmos.documents.ItemResult;
import dev.convoy.runtime.cosmos.documents.Json;
import dev.convoy.runtime.cosmos.documents.PartitionKey;
import dev.convoy.runtime.cosmos.documents.Preconditions;
import dev.convoy.runtime.cosmos.documents.RefusedException;
import dev.convoy.runtime.cosmos.documents.Script;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptRunnerTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final PartitionKey KEY = new PartitionKey("[\"p\"]");
    private static final String INCREMENT = """
            function () {
                var c = getContext().getCollection();
                c.readDocument(c.getSelfLink() + 'docs/counter', function (err, counter) {
                    if (err) throw err;
                    counter.n++;
                    c.replaceDocument(counter._self, counter, function (failed) { if (failed) throw failed; });
                });
            }""";

    private final ScriptRunner runner = new ScriptRunner(new SecureRandom(), 2_000_000);
    private final Container container = container();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "function () { while (true) {} }",
                "function () { for (;;) { try { throw 1; } catch (e) { continue; } } }",
                "function () { while (true) { try { while (true) {} } finally { continue; } } }",
                "function () { var all = []; while (true) { all.push(new Array(1000).join('x') + all.length); } }",
            })
    void a_script_that_does_not_end_is_ended_with_408(String body) {
        assertThatThrownBy(() -> execute(body)).isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(
                        refused.refusal().status())
                .isEqualTo(408));
        assertThat(container.partitions().getFirst().lsn()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.System.exit(1)",
                "Packages.java.io.File('/')",
                "new JavaImporter()",
                "getContext().getCollection().getClass().forName('java.lang.Runtime')",
                "load('x.js')",
                "quit()",
            })
    void a_script_cannot_reach_java(String expression) {
        assertThatThrownBy(() -> execute("function () { " + expression + "; }"))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal().status()).isEqualTo(400));
    }

    @Test
    void endless_recursion_is_an_exception_like_any_other() {
        assertThatThrownBy(() -> execute("function f() { f(); }"))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal().status()).isEqualTo(400));
    }

    @Test
    void scripts_on_one_item_at_the_same_time_lose_no_update() throws Exception {
        write("{\"id\":\"counter\",\"pk\":\"p\",\"n\":0}");
        int rounds = 50;

        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                running.add(threads.submit(() -> {
                    for (int i = 0; i < rounds; i++) {
                        execute(INCREMENT);
                    }
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }

        assertThat(read("counter").path("n").intValue()).isEqualTo(4 * rounds);
    }

    @Test
    void nobody_sees_what_a_script_has_done_before_it_ends() {
        write("{\"id\":\"counter\",\"pk\":\"p\",\"n\":0}");

        assertThatThrownBy(() -> execute(INCREMENT.replace("throw failed;", "throw failed; throw new Error('late')")))
                .hasMessageContaining("late");

        assertThat(read("counter").path("n").intValue()).isZero();
    }

    @Test
    void a_script_is_told_when_it_should_come_to_its_end() {
        ScriptRunner.ScriptOutcome outcome = execute("""
                function () {
                    var c = getContext().getCollection();
                    var done = 0;
                    function next() {
                        var accepted = c.createDocument(c.getSelfLink(), { pk: 'p' }, function (err) {
                            if (err) throw err;
                            done++;
                            next();
                        });
                        if (!accepted) getContext().getResponse().setBody(done);
                    }
                    next();
                }""");

        assertThat(outcome.body().intValue()).isPositive();
        assertThat(container.partitions().getFirst().size().items())
                .isEqualTo(outcome.body().intValue());
    }

    @Test
    void modern_syntax_works_as_far_as_the_interpreter_goes() {
        ScriptRunner.ScriptOutcome outcome = execute(
                "(first, second, third = 5) => { const all = {first, rest: [second, third]}; let {rest} = all;"
                        + " getContext().getResponse().setBody(`${all.first}: ${rest.map(n => n * 2)}`); }",
                "\"a\"",
                "1");

        assertThat(outcome.body().textValue()).isEqualTo("a: 2,10");
    }

    private ScriptRunner.ScriptOutcome execute(String body, String... arguments) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("id", "s").put("body", body);
        Script script = new Script(Script.Kind.STORED_PROCEDURE, "s", 1, 0, 0, json);
        ArrayNode values = Json.MAPPER.createArrayNode();
        for (String argument : arguments) {
            values.add(Json.tree(argument.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        }
        return runner.execute(container, script, new ScriptRunner.Call(KEY, "dbs/d/colls/c", values, NOW));
    }

    private void write(String json) {
        ItemBody body = ItemBody.of(json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        ItemOperation create = new ItemOperation.Create(new ItemKey(KEY, body.id()), body, Preconditions.NONE);
        assertThat(container.partitions().getFirst().execute(create, NOW)).isInstanceOf(ItemResult.Created.class);
    }

    private ObjectNode read(String id) {
        ItemOperation.Read read = new ItemOperation.Read(new ItemKey(KEY, id), Preconditions.NONE);
        ItemResult result = container.partitions().getFirst().read(read, NOW);
        return ((ItemResult.Found) result).document().tree(container.address());
    }

    private static Container container() {
        Account account = new Account(change -> {}, 1, 100);
        account.createDatabase("d", NOW);
        ObjectNode settings = Json.MAPPER.createObjectNode().put("id", "c");
        settings.putObject("partitionKey").put("version", 2).putArray("paths").add("/pk");
        return account.createContainer("d", ContainerSettings.parse(settings), NOW);
    }
}
