package dev.convoy.runtime.cosmos.script;

import dev.convoy.runtime.cosmos.documents.Refusal;
import dev.convoy.runtime.cosmos.documents.RefusedException;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.ScriptableObject;

/** The text of a script becomes a function, and what goes wrong in it an answer. Stateless. */
final class Source {

    private Source() {}

    /**
     * The function that the text is: one function expression, or a program whose last declared function with a global name counts.
     *
     * @throws RefusedException with 400 if it is neither
     */
    static Function function(Context context, ScriptableObject scope, String id, String body) {
        try {
            Object value = context.evaluateString(scope, "(" + body + "\n)", id, 1, null);
            if (value instanceof Function function) {
                return function;
            }
        } catch (RhinoException notOneExpression) {
            return firstOfProgram(context, scope, id, body);
        }
        throw new RefusedException(Refusal.badRequest("The body of '" + id + "' is not a JavaScript function."));
    }

    private static Function firstOfProgram(Context context, ScriptableObject scope, String id, String body) {
        Object[] before = scope.getIds();
        try {
            context.evaluateString(scope, body, id, 1, null);
        } catch (RhinoException syntax) {
            throw failed("compiling", syntax);
        }
        Object[] after = scope.getIds();
        for (int i = before.length; i < after.length; i++) {
            if (scope.get(String.valueOf(after[i]), scope) instanceof Function function) {
                return function;
            }
        }
        throw new RefusedException(Refusal.badRequest("The body of '" + id + "' declares no JavaScript function."));
    }

    /** What the service says of a script that does not compile or ends in an exception. */
    static RefusedException failed(String doing, RhinoException exception) {
        String place = exception.sourceName() + ":" + exception.lineNumber();
        String stack = exception.getScriptStackTrace().isBlank()
                ? place
                : exception.getScriptStackTrace().strip();
        return new RefusedException(Refusal.badRequest("Encountered exception while " + doing
                + " Javascript. Exception = " + exception.details() + "\r\nStack trace: " + stack));
    }
}
