package dev.convoy.runtime.cosmos.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.convoy.runtime.cosmos.documents.Json;
import dev.convoy.runtime.cosmos.documents.RefusedException;
import dev.convoy.runtime.cosmos.documents.Script;
import dev.convoy.runtime.cosmos.documents.Scripts;
import dev.convoy.runtime.cosmos.query.UserFunctions;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.NativeJSON;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.Undefined;

/** The user-defined functions of a container in one query: compiled when first called, one budget for all rows. Confined to it. */
final class ScriptFunctions implements UserFunctions {

    private final Sandbox sandbox;
    private final Scripts scripts;
    private final Budget budget;
    private final Map<String, Function> functions = new HashMap<>();
    private @Nullable ScriptableObject scope;

    ScriptFunctions(Sandbox sandbox, Scripts scripts, Budget budget) {
        this.sandbox = sandbox;
        this.scripts = scripts;
        this.budget = budget;
    }

    @Override
    public JsonNode call(String name, List<JsonNode> arguments) {
        Script script = scripts.find(Script.Kind.USER_FUNCTION, name).orElse(null);
        if (script == null) {
            return UserFunctions.NONE.call(name, arguments);
        }
        try {
            return sandbox.call(budget, context -> call(context, script, arguments));
        } catch (RhinoException failed) {
            throw Source.failed("executing", failed);
        } catch (Budget.Exhausted | StackOverflowError | OutOfMemoryError exhausted) {
            throw new RefusedException(Budget.Exhausted.refusal());
        }
    }

    private JsonNode call(Context context, Script script, List<JsonNode> arguments) {
        ScriptableObject globals = scope == null ? Sandbox.newGlobals(context) : scope;
        scope = globals;
        Function function =
                functions.computeIfAbsent(script.id(), id -> Source.function(context, globals, id, script.body()));
        Object[] values = new Object[arguments.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = valueOf(context, globals, arguments.get(i));
        }
        Object result = function.call(context, globals, globals, values);
        Object json = NativeJSON.stringify(context, globals, result, null, null);
        return Undefined.isUndefined(json)
                ? MissingNode.getInstance()
                : Json.tree(Context.toString(json).getBytes(StandardCharsets.UTF_8));
    }

    private static Object valueOf(Context context, ScriptableObject scope, JsonNode value) {
        if (value.isTextual()) {
            return value.textValue();
        }
        if (value.isNumber()) {
            return value.doubleValue();
        }
        return value.isMissingNode()
                ? Undefined.instance
                : NativeJSON.parse(context, scope, value.toString(), (c, s, self, pair) -> pair[1]);
    }
}
