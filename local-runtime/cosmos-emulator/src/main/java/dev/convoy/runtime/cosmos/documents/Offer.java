package dev.convoy.runtime.cosmos.documents;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The throughput of a database or container.
 *
 * @param resource the {@code _rid} of what it belongs to
 * @param content {@code offerThroughput}, and {@code offerAutopilotSettings} where it scales by itself
 */
public record Offer(int number, String resource, ObjectNode content) {

    public String rid() {
        return ResourceId.ofOffer(number);
    }
}
