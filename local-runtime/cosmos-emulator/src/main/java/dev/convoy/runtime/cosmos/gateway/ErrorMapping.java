package dev.convoy.runtime.cosmos.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.runtime.cosmos.documents.Json;
import dev.convoy.runtime.cosmos.documents.Refusal;
import dev.convoy.runtime.cosmos.documents.RefusedException;
import dev.convoy.runtime.cosmos.query.InvalidQueryException;
import dev.convoy.runtime.cosmos.query.QuerySyntaxException;
import dev.convoy.runtime.kit.journal.JournalException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where exceptions become answers. Stateless. */
final class ErrorMapping {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorMapping.class);

    private ErrorMapping() {}

    static Refusal refusalOf(RuntimeException failure) {
        return switch (failure) {
            case RefusedException refused -> refused.refusal();
            case QuerySyntaxException syntax -> Refusal.badRequest(syntaxError(syntax));
            case InvalidQueryException invalid -> Refusal.badRequest(String.valueOf(invalid.getMessage()));
            case IllegalArgumentException invalid -> Refusal.badRequest(String.valueOf(invalid.getMessage()));
            case JournalException disk -> {
                LOG.atError().setCause(disk).log("The journal failed; nothing is accepted any more");
                yield new Refusal(503, 0, "The emulator cannot write to its data directory.");
            }
            default -> {
                LOG.atError().setCause(failure).log("A request failed");
                yield new Refusal(500, 0, "Internal error of the emulator: " + failure);
            }
        };
    }

    /** The shape in which the service reports what is wrong with a query text, and where. */
    private static String syntaxError(QuerySyntaxException syntax) {
        ObjectNode error = Json.MAPPER.createObjectNode();
        error.put("severity", "Error");
        error.putObject("location").put("start", syntax.start()).put("end", syntax.end());
        error.put("code", "SC1001").put("message", syntax.getMessage());
        ObjectNode errors = Json.MAPPER.createObjectNode();
        errors.putArray("errors").add(error);
        return errors.toString();
    }
}
