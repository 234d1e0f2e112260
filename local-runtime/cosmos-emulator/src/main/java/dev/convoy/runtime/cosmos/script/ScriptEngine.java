package dev.convoy.runtime.cosmos.script;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.runtime.cosmos.documents.Json;
import dev.convoy.runtime.cosmos.documents.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.Script;
import org.mozilla.javascript.ScriptableObject;

/**
 * Runs stored procedures and triggers against the server-side API that {@code server-side.js} builds on one function of the host.
 * Each run has globals of its own. Safe from several threads.
 */
final class ScriptEngine {

    private static final String API = "server-side.js";

    private final Sandbox sandbox = new Sandbox();
    private final Script api = sandbox.call(
            new Budget(Budget.DEFAULT_INSTRUCTIONS), context -> context.compileString(apiSource(), API, 1, null));

    Sandbox sandbox() {
        return sandbox;
    }

    /**
     * Checks that a text is one JavaScript function.
     *
     * @throws RefusedException with 400 if it is not
     */
    void requireFunction(String id, String body) {
        limited(
                new Budget(Budget.DEFAULT_INSTRUCTIONS),
                context -> Source.function(context, Sandbox.newGlobals(context), id, body));
    }

    /**
     * Calls a function with the server-side API around it, and then its callbacks until none is left.
     *
     * @param setting what the API starts from, see {@code server-side.js}
     * @return the bodies of request and response as the script left them, and its log
     * @throws RefusedException with 400 if it ends in an exception, 408 if its budget does
     */
    ObjectNode run(dev.convoy.runtime.cosmos.documents.Script script, ObjectNode setting, Host host, Budget budget) {
        return limited(budget, context -> {
            ScriptableObject scope = Sandbox.newGlobals(context);
            Function start = (Function) api.exec(context, scope, scope);
            Object[] arguments = {new HostFunction(scope, host), setting.toString()};
            Function run = (Function) start.call(context, scope, scope, arguments);
            Function function = Source.function(context, scope, script.id(), script.body());
            Object outcome = run.call(context, scope, scope, new Object[] {function});
            return Json.object(Context.toString(outcome).getBytes(StandardCharsets.UTF_8));
        });
    }

    private <T> T limited(Budget budget, Sandbox.Action<T> action) {
        try {
            return sandbox.call(budget, action);
        } catch (RhinoException failed) {
            throw Source.failed("executing", failed);
        } catch (Budget.Exhausted | StackOverflowError | OutOfMemoryError exhausted) {
            throw new RefusedException(Budget.Exhausted.refusal());
        }
    }

    private static String apiSource() {
        try (InputStream in = ScriptEngine.class.getResourceAsStream(API)) {
            if (in == null) {
                throw new IllegalStateException(API + " is missing from the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the API asks of the emulator. */
    @FunctionalInterface
    interface Host {

        /** Does one thing; {@code {"accepted":false}} if the script should come to its end. */
        ObjectNode call(String operation, ObjectNode arguments);
    }
}
