package dev.convoy.functions.order;

import dev.convoy.contracts.id.OrderId;
import dev.convoy.functions.platform.http.HttpInput;
import dev.convoy.functions.platform.http.Problem;
import dev.convoy.functions.platform.http.ProblemException;
import java.util.regex.Pattern;

/** The caller's name for one request, so that it can be repeated. One to 255 visible ASCII characters. */
record IdempotencyKey(String value) {

    private static final String HEADER = "Idempotency-Key";
    private static final Pattern SHAPE = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final int ID_CHARACTERS = 32;

    IdempotencyKey {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("must be 1 to 255 visible ASCII characters");
        }
    }

    /** @throws ProblemException if the header is missing or malformed */
    static IdempotencyKey of(HttpInput input) {
        String text = input.header("idempotency-key")
                .orElseThrow(() -> new ProblemException(Problem.badRequest(HEADER, "header is missing")));
        try {
            return new IdempotencyKey(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.badRequest(HEADER, String.valueOf(e.getMessage())));
        }
    }

    /** The id of the one order that this client can make with this key. */
    OrderId orderIdFor(String clientId) {
        return new OrderId("ord-" + Digests.sha256(clientId + '\n' + value).substring(0, ID_CHARACTERS));
    }
}
