package dev.convoy.runtime.host;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.runtime.host.discovery.BrokenAppException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong with a staged folder, start-up stops with one line that names file and field. */
class BrokenAppTest {

    @TempDir
    private Path folder;

    private StagedFolder staged;

    @BeforeEach
    void stage() throws Exception {
        staged = new StagedFolder(folder);
    }

    @Test
    void host_json() throws Exception {
        staged.writeHostJson("{\"version\":\"1.0\"}");
        assertRefused("host.json: version must be \"2.0\"");
        staged.writeHostJson("{ nonsense");
        assertRefused("host.json: line 1");
        staged.writeHostJson("{\"version\":\"2.0\",\"functionTimeout\":\"soon\"}");
        assertRefused("host.json: functionTimeout is not a time span");
        staged.writeHostJson(
                "{\"version\":\"2.0\",\"extensions\":{\"serviceBus\":{\"maxConcurrentCalls\":0}}} // comments are fine");
        assertRefused("host.json: extensions.serviceBus.maxConcurrentCalls must be at least 1, is 0");
    }

    @Test
    void function_json() throws Exception {
        staged.functionJson("F", "{\"scriptFile\":\"../none.jar\",\"entryPoint\":\"a.b\",\"bindings\":[]}");
        assertRefused("F/function.json: scriptFile does not exist: ../none.jar");
        staged.function("F", "HttpSamples.text", "");
        assertRefused("F/function.json: bindings must have exactly one trigger, has 0");
        staged.function("F", "HttpSamples.text", "{\"type\":\"kafkaTrigger\",\"name\":\"x\"}");
        assertRefused("F/function.json: bindings[0].type is a trigger this host does not know: kafkaTrigger");
        staged.function(
                "F", "HttpSamples.text", "{\"type\":\"timerTrigger\",\"name\":\"x\",\"schedule\":\"61 * * * * *\"}");
        assertRefused("F/function.json: bindings[0].schedule has 61");
        staged.function("F", "HttpSamples.text", "{\"type\":\"activityTrigger\",\"name\":\"x\"}");
        assertRefused("F/function.json: bindings[0].type needs a task hub");
    }

    @Test
    void settings() throws Exception {
        staged.function("F", "HttpSamples.text", "{\"type\":\"timerTrigger\",\"name\":\"x\",\"schedule\":\"%When%\"}");
        assertRefused("F/function.json: bindings[0].schedule refers to setting %When%, which has no value");
        staged.function(
                "F",
                "HttpSamples.text",
                "{\"type\":\"serviceBusTrigger\",\"name\":\"x\",\"queueName\":\"q\",\"connection\":\"Bus\"}");
        assertRefused("F/function.json: bindings[0].connection names setting Bus, which has no value");
        staged.writeSettings("{\"Values\":{\"Bus\":\"nonsense\"}}");
        assertRefused("F/function.json: bindings[0].connection names a setting whose value is no connection string");
    }

    @Test
    void two_functions_on_one_route() throws Exception {
        staged.http("A", "text", ",\"route\":\"same\"").http("B", "text", ",\"route\":\"SAME\",\"methods\":[\"GET\"]");
        assertRefused("B/function.json: bindings[0].route is taken by another function: GET /api/SAME");
    }

    private void assertRefused(String start) {
        assertThatThrownBy(() -> FunctionsHost.start(
                        FunctionsHostSettings.of(staged.path()).withPort(0)))
                .isInstanceOf(BrokenAppException.class)
                .hasMessageStartingWith(start)
                .message()
                .doesNotContain("\n");
    }
}
