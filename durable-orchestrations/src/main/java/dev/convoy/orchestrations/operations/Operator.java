package dev.convoy.orchestrations.operations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Who calls and whether that is an operator, as the platform's authentication says in its headers. Without them the function key is
 * all there is: whoever has it is an operator.
 *
 * <p>Source: learn.microsoft.com/azure/app-service/configure-authentication-user-identities, client principal headers.
 */
record Operator(String name, boolean mayRepair) {

    private static final String PRINCIPAL = "x-ms-client-principal";
    private static final String PRINCIPAL_NAME = "x-ms-client-principal-name";
    private static final String ROLE = "Convoy.Operator";
    private static final String BY_KEY = "key holder";

    /** @param headers by lower-case name */
    static Operator of(Map<String, String> headers) {
        String name = Optional.ofNullable(headers.get(PRINCIPAL_NAME))
                .filter(text -> !text.isBlank())
                .orElse(BY_KEY);
        return Optional.ofNullable(headers.get(PRINCIPAL))
                .map(principal -> new Operator(name, hasRole(principal)))
                .orElseGet(() -> new Operator(name, !headers.containsKey(PRINCIPAL_NAME)));
    }

    private static boolean hasRole(String principal) {
        try {
            String json = new String(Base64.getDecoder().decode(principal), StandardCharsets.UTF_8);
            JsonNode claims = Json.read(json, JsonNode.class).path("claims");
            return StreamSupport.stream(claims.spliterator(), false).anyMatch(Operator::isRole);
        } catch (IllegalArgumentException | MalformedJsonException e) {
            return false; // not what the platform writes
        }
    }

    private static boolean isRole(JsonNode claim) {
        String type = claim.path("typ").asText();
        return (type.equals("roles") || type.endsWith("/claims/role"))
                && claim.path("val").asText().equals(ROLE);
    }
}
