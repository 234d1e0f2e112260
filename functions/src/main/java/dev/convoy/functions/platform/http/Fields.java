package dev.convoy.functions.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.functions.platform.http.Problem.FieldProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object from outside that is read field by field; what is wrong is collected, not thrown, so that one answer names every
 * bad field. Confined to one thread.
 */
public final class Fields {

    private static final String MISSING = "is missing";

    private final JsonNode node;
    private final String prefix;
    private final List<FieldProblem> problems;

    private Fields(JsonNode node, String prefix, List<FieldProblem> problems) {
        this.node = node;
        this.prefix = prefix;
        this.problems = problems;
    }

    /** The fields of a whole body. */
    public static Fields of(JsonNode body) {
        Fields fields = new Fields(body, "", new ArrayList<>());
        if (!body.isObject()) {
            fields.reject("body", "must be a JSON object");
        }
        return fields;
    }

    public void reject(String field, String problem) {
        problems.add(new FieldProblem(prefix + field, problem));
    }

    public boolean has(String field) {
        return node.hasNonNull(field);
    }

    /** A text that the reader turns into a value or refuses with {@link IllegalArgumentException}. */
    public <T> Optional<T> text(String field, Function<String, T> reader) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return refused(field, MISSING);
        }
        if (!value.isTextual()) {
            return refused(field, "must be text");
        }
        try {
            return Optional.of(reader.apply(value.asText()));
        } catch (IllegalArgumentException e) {
            return refused(field, String.valueOf(e.getMessage()));
        }
    }

    /** A whole number within bounds. */
    public Optional<Long> whole(String field, long least, long most) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return refused(field, MISSING);
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < least
                || value.longValue() > most) {
            return refused(field, "must be a whole number from " + least + " to " + most);
        }
        return Optional.of(value.longValue());
    }

    /** The objects of an array within bounds; empty if it is none. */
    public List<Fields> objects(String field, int least, int most) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            reject(field, MISSING);
            return List.of();
        }
        if (!value.isArray() || value.size() < least || value.size() > most) {
            reject(field, "must be an array of " + least + " to " + most + " objects");
            return List.of();
        }
        List<Fields> objects = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            element(field + "[" + i + "]", value.path(i)).ifPresent(objects::add);
        }
        return objects;
    }

    private Optional<Fields> element(String name, JsonNode element) {
        if (!element.isObject()) {
            return refused(name, "must be an object");
        }
        return Optional.of(new Fields(element, prefix + name + ".", problems));
    }

    private <T> Optional<T> refused(String field, String problem) {
        reject(field, problem);
        return Optional.empty();
    }

    public boolean isGood() {
        return problems.isEmpty();
    }

    /** All that is wrong, here and in the parts, in order of reading. */
    public ProblemException problem() {
        return new ProblemException(Problem.badRequest(problems));
    }

    /** A value that must be there, since {@link #isGood()}. */
    public static <T> T sure(Optional<T> value) {
        @Nullable T present = value.orElse(null);
        if (present == null) {
            throw new IllegalStateException("a field that was checked is missing");
        }
        return present;
    }
}
