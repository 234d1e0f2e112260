package dev.convoy.runtime.cosmos.script;

import dev.convoy.runtime.cosmos.documents.Json;
import java.nio.charset.StandardCharsets;
import org.mozilla.javascript.BaseFunction;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;

/** The one thing in a script's world that is ours: takes an operation and its arguments as JSON, answers JSON. */
final class HostFunction extends BaseFunction {

    private static final long serialVersionUID = 1L;

    private final transient ScriptEngine.Host host;

    HostFunction(Scriptable scope, ScriptEngine.Host host) {
        super(scope, ScriptableObject.getFunctionPrototype(scope));
        this.host = host;
    }

    @Override
    public Object call(Context context, Scriptable scope, Scriptable self, Object[] arguments) {
        String operation = Context.toString(arguments[0]);
        byte[] json = Context.toString(arguments[1]).getBytes(StandardCharsets.UTF_8);
        return host.call(operation, Json.object(json)).toString();
    }
}
