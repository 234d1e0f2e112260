package dev.convoy.runtime.cosmos.gateway;

import dev.convoy.runtime.cosmos.documents.Container;
import dev.convoy.runtime.cosmos.documents.ItemOperation;
import dev.convoy.runtime.cosmos.documents.Refusal;
import dev.convoy.runtime.cosmos.documents.RefusedException;
import dev.convoy.runtime.cosmos.documents.Script;
import dev.convoy.runtime.cosmos.script.ScriptRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which triggers a request asks for: they run only when it names them. Stateless. */
final class TriggerHeaders {

    private TriggerHeaders() {}

    /**
     * The triggers of a request, in the order it names them.
     *
     * @throws RefusedException with 400 if one does not exist, or is not for this operation or this side of it
     */
    static ScriptRunner.Triggers of(GatewayRequest request, Container container, ItemOperation operation) {
        String before = request.header(Headers.PRE_TRIGGERS);
        String after = request.header(Headers.POST_TRIGGERS);
        if (before == null && after == null) {
            return new ScriptRunner.Triggers("", List.of(), List.of());
        }
        String name = nameOf(operation);
        return new ScriptRunner.Triggers(
                name, named(before, container, name, true), named(after, container, name, false));
    }

    private static List<Script> named(@Nullable String header, Container container, String operation, boolean before) {
        List<Script> triggers = new ArrayList<>();
        if (header != null) {
            for (String name : header.split(",")) {
                triggers.add(find(name.strip(), container, operation, before));
            }
        }
        return triggers;
    }

    private static Script find(String name, Container container, String operation, boolean before) {
        Optional<Script> found = container.scripts().find(Script.Kind.TRIGGER, name);
        Script trigger = found.orElseThrow(
                () -> new RefusedException(Refusal.badRequest("There is no trigger '" + name + "' in the container.")));
        if (trigger.runsBefore() != before) {
            throw new RefusedException(Refusal.badRequest(
                    "The trigger '" + name + "' is not a " + (before ? "pre" : "post") + "-trigger."));
        }
        if (!trigger.runsWith(operation)) {
            throw new RefusedException(
                    Refusal.badRequest("The trigger '" + name + "' is not one for the operation " + operation + "."));
        }
        return trigger;
    }

    private static String nameOf(ItemOperation operation) {
        return switch (operation) {
            case ItemOperation.Create create -> "Create";
            case ItemOperation.Upsert upsert -> "Upsert";
            case ItemOperation.Replace replace -> "Replace";
            case ItemOperation.Delete delete -> "Delete";
            case ItemOperation.Patch patch -> "Replace";
            case ItemOperation.Read read -> "Read";
        };
    }
}
