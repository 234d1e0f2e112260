package dev.convoy.systemtests.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.runtime.providers.OfflineProviders;
import dev.convoy.systemtests.client.LookupsClient;
import java.time.Duration;

/** What all scenarios of lookups do: ask, tell what came, look into it. */
record LookupTalk(Stage stage, LookupsClient client, OfflineProviders world) {

    static final Duration LIMIT = Duration.ofSeconds(120);

    static LookupTalk on(Stage stage) {
        OfflineProviders world = stage.stack()
                .providers()
                .orElseThrow(() -> new ScenarioFailedException("the stack has no offline providers"));
        return new LookupTalk(stage, new LookupsClient(stage.orders()), world);
    }

    /** Looks up to the end and tells what each service said. */
    JsonNode lookUp(String target, String... services) {
        JsonNode lookup = client.lookUp(target, LIMIT, services);
        tell(lookup);
        return lookup;
    }

    void tell(JsonNode lookup) {
        lookup.path("services")
                .properties()
                .forEach(service -> stage.tell("  " + service.getKey() + ": "
                        + service.getValue().path("state").asText() + reason(service.getValue())));
    }

    static JsonNode result(JsonNode lookup, String service) {
        return lookup.path("services").path(service).path("result");
    }

    static String state(JsonNode lookup, String service) {
        return lookup.path("services").path(service).path("state").asText();
    }

    static String reasonOf(JsonNode lookup, String service) {
        return lookup.path("services").path(service).path("reason").asText();
    }

    /** Every service of a complete lookup is found; of another one it may also be as given. */
    static void checkFoundOr(JsonNode lookup, String otherwise) {
        boolean complete = lookup.path("status").asText().equals("Completed");
        lookup.path("services").properties().forEach(service -> {
            String state = service.getValue().path("state").asText();
            Check.that(
                    service.getKey() + " is " + state + " in " + lookup,
                    state.equals("found") || (!complete && state.equals(otherwise)));
        });
    }

    private static String reason(JsonNode service) {
        String reason = service.path("reason").asText();
        return reason.isEmpty() ? "" : " (" + reason + ")";
    }
}
