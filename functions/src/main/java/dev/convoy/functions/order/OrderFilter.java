package dev.convoy.functions.order;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.convoy.contracts.id.CustomerId;
import dev.convoy.contracts.order.OrderStatus;
import dev.convoy.functions.platform.http.HttpInput;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Which of a client's orders to list. */
record OrderFilter(
        String clientId,
        Optional<CustomerId> customerId,
        Optional<OrderStatus> status,
        int pageSize,
        Optional<String> continuation) {

    private static final int USUAL_PAGE = 20;
    private static final int LARGEST_PAGE = 100;

    static OrderFilter of(HttpInput input) {
        return new OrderFilter(
                input.clientId(),
                input.query("customerId", CustomerId::new),
                input.query("status", OrderFilter::status),
                input.query("pageSize", OrderFilter::pageSize).orElse(USUAL_PAGE),
                input.query("continuation", OrderFilter::decoded));
    }

    private static OrderStatus status(String text) {
        return Arrays.stream(OrderStatus.values())
                .filter(status -> status.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("must be one of " + Arrays.toString(OrderStatus.values())));
    }

    private static int pageSize(String text) {
        try {
            int size = Integer.parseInt(text);
            if (size >= 1 && size <= LARGEST_PAGE) {
                return size;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a whole number from 1 to " + LARGEST_PAGE, e);
        }
        throw new IllegalArgumentException("must be a whole number from 1 to " + LARGEST_PAGE);
    }

    private static String decoded(String text) {
        return new String(Base64.getUrlDecoder().decode(text), UTF_8);
    }

    /** The store's continuation as it may stand in a URL. */
    static String encoded(String continuation) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(continuation.getBytes(UTF_8));
    }
}
