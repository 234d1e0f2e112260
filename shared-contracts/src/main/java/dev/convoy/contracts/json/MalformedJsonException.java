package dev.convoy.contracts.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.util.stream.Collectors;

/** Text from outside is no JSON, or not of the shape asked for. Asking again gives the same. */
public final class MalformedJsonException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;

    public MalformedJsonException(String field, String problem) {
        super(problem);
        this.field = field;
    }

    private MalformedJsonException(String field, String problem, Throwable cause) {
        super(problem, cause);
        this.field = field;
    }

    static MalformedJsonException from(JsonProcessingException e) {
        String where = e instanceof JsonMappingException mapping ? path(mapping) : "";
        Throwable cause = e.getCause();
        String problem = cause instanceof IllegalArgumentException && cause.getMessage() != null
                ? cause.getMessage()
                : firstLine(e.getOriginalMessage());
        return new MalformedJsonException(where, problem, e);
    }

    /** Where it is wrong, such as {@code items[2].quantity}; empty for the text as a whole. */
    public String field() {
        return field;
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : "." + part.getFieldName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("malformed");
    }
}
