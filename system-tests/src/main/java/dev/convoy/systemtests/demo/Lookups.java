package dev.convoy.systemtests.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.runtime.providers.Conduct;
import dev.convoy.runtime.providers.OfflineProviders;
import dev.convoy.runtime.providers.Service;
import dev.convoy.systemtests.client.Answer;
import dev.convoy.systemtests.client.Crowd;
import dev.convoy.systemtests.client.LookupsClient;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Scenarios of lookups, against the offline world. Each leaves the world as it found it. */
final class Lookups {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int LARGE_BYTES = 5 * 1024 * 1024;
    private static final int BATCH = 100;

    private Lookups() {}

    static void ofAnAddress(Stage stage) {
        JsonNode lookup = lookUp(stage, "192.0.2.10");

        Check.equal("status", "Completed", lookup.path("status").asText());
        Check.equal("city", "Reykjavik", result(lookup, "geoip").path("city").asText());
        Check.equal("network", "TEST-NET-1", result(lookup, "rdap").path("name").asText());
        Check.equal(
                "host name",
                "example.com",
                result(lookup, "reversedns").path("hostName").asText());
        Check.equal(
                "probes answered", 4, result(lookup, "ping").path("received").asInt());
    }

    static void ofADomain(Stage stage) {
        JsonNode lookup = lookUp(stage, "Example.ORG.");

        Check.equal("status", "Completed", lookup.path("status").asText());
        Check.equal(
                "domain", "example.org", result(lookup, "rdap").path("ldhName").asText());
        Check.equal("city", "Wellington", result(lookup, "geoip").path("city").asText());
        Check.that(
                "reverse DNS is for addresses",
                lookup.path("services").path("reversedns").isMissingNode());
    }

    static void withAProviderDown(Stage stage) {
        OfflineProviders world = world(stage);
        world.conduct(Service.GEOIP, new Conduct(Duration.ZERO, Conduct.Failure.ERROR));
        try {
            JsonNode lookup = lookUp(stage, "198.51.100.77");

            Check.equal("status", "PartlyCompleted", lookup.path("status").asText());
            Check.equal("geoip", "failed", state(lookup, "geoip"));
            Check.equal("rdap", "found", state(lookup, "rdap"));
            Check.equal("ping", "found", state(lookup, "ping"));
            Check.equal("reversedns", "found", state(lookup, "reversedns"));
        } finally {
            world.conduct(Service.GEOIP, Conduct.NORMAL);
        }
    }

    static void withALargeResult(Stage stage) {
        JsonNode lookup = lookUp(stage, "large.example.com");

        Check.equal("rdap", "found", state(lookup, "rdap"));
        JsonNode rdap = lookup.path("services").path("rdap");
        Check.that(
                "it is large: " + rdap.path("sizeBytes"), rdap.path("sizeBytes").asLong() > LARGE_BYTES);
        Check.that("it is not in the payload", rdap.path("result").isMissingNode());
        Answer whole = lookups(stage).result(lookup.path("lookupId").asText(), "rdap");
        Check.equal("fetched", "large.example.com", whole.body().path("ldhName").asText());
    }

    static void inABatch(Stage stage) {
        List<String> targets =
                IntStream.rangeClosed(1, BATCH).mapToObj(n -> "203.0.113." + n).toList();

        List<String> ids = lookups(stage).requestBatch(targets);
        List<JsonNode> ended = Crowd.atOnce(ids.size(), i -> lookups(stage).follow(ids.get(i), LIMIT.multipliedBy(2)));

        Check.equal("lookups", BATCH, ids.size());
        ended.forEach(Lookups::isHonest);
        long complete = ended.stream()
                .filter(lookup -> lookup.path("status").asText().equals("Completed"))
                .count();
        stage.tell("all " + BATCH + " have ended, " + complete + " complete, the others say what came too late");
    }

    /** A lookup that has ended says of every service what became of it. */
    private static void isHonest(JsonNode lookup) {
        boolean complete = lookup.path("status").asText().equals("Completed");
        lookup.path("services").properties().forEach(service -> {
            String state = service.getValue().path("state").asText();
            Check.that(
                    service.getKey() + " is " + state + " in " + lookup,
                    state.equals("found") || (!complete && state.equals("timedOut")));
        });
    }

    static void repeated(Stage stage) {
        lookUp(stage, "192.0.2.44");
        long before = world(stage).calls(Service.GEOIP);

        JsonNode again = lookUp(stage, "192.0.2.44");

        Check.that(
                "the answer was known",
                again.path("services").path("geoip").path("cached").asBoolean());
        Check.equal("calls to the provider", before, world(stage).calls(Service.GEOIP));
    }

    static void ofAPrivatePlace(Stage stage) {
        for (String target : List.of("10.0.0.1", "127.0.0.1", "169.254.169.254", "::1")) {
            Answer answer = lookups(stage).post("{\"target\":\"" + target + "\"}");
            stage.tell(target + ": " + answer.status() + " "
                    + answer.body().path("errors").path(0).path("problem").asText());
            Check.equal(target, 400, answer.status());
        }
        JsonNode lookup = lookUp(stage, "private.example.com");
        Check.equal("geoip of a name with a private address", "failed", state(lookup, "geoip"));
        Check.equal("ping of a name with a private address", "failed", state(lookup, "ping"));
    }

    private static JsonNode lookUp(Stage stage, String target) {
        JsonNode lookup = lookups(stage).lookUp(target, LIMIT);
        tell(stage, lookup);
        return lookup;
    }

    private static void tell(Stage stage, JsonNode lookup) {
        lookup.path("services")
                .properties()
                .forEach(service -> stage.tell("  " + service.getKey() + ": "
                        + service.getValue().path("state").asText() + reason(service.getValue())));
    }

    private static String reason(JsonNode service) {
        String reason = service.path("reason").asText();
        return reason.isEmpty() ? "" : " (" + reason + ")";
    }

    private static LookupsClient lookups(Stage stage) {
        return new LookupsClient(stage.orders());
    }

    private static OfflineProviders world(Stage stage) {
        return stage.stack()
                .providers()
                .orElseThrow(() -> new ScenarioFailedException("the stack has no offline providers"));
    }

    private static JsonNode result(JsonNode lookup, String service) {
        return lookup.path("services").path(service).path("result");
    }

    private static String state(JsonNode lookup, String service) {
        return lookup.path("services").path(service).path("state").asText();
    }
}
