package dev.convoy.systemtests.demo;

import static dev.convoy.systemtests.demo.LookupTalk.result;
import static dev.convoy.systemtests.demo.LookupTalk.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.runtime.providers.Service;
import dev.convoy.systemtests.client.Answer;
import dev.convoy.systemtests.client.Crowd;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Scenarios of lookups that go well, against the offline world. Each leaves the world as it found it. */
final class Lookups {

    private static final int LARGE_BYTES = 5 * 1024 * 1024;
    private static final int BATCH = 100;
    private static final int REPETITIONS = 5;
    private static final int CACHED_MILLIS = 10;

    private Lookups() {}

    static void ofAnAddress(Stage stage) {
        JsonNode lookup = LookupTalk.on(stage).lookUp("192.0.2.10");

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
        JsonNode lookup = LookupTalk.on(stage).lookUp("Example.ORG.");

        Check.equal("status", "Completed", lookup.path("status").asText());
        Check.equal(
                "domain", "example.org", result(lookup, "rdap").path("ldhName").asText());
        Check.equal("city", "Wellington", result(lookup, "geoip").path("city").asText());
        Check.equal("tls", "found", state(lookup, "tls"));
        Check.that(
                "reverse DNS is for addresses",
                lookup.path("services").path("reversedns").isMissingNode());
    }

    static void ofACertificate(Stage stage) {
        JsonNode tls = result(LookupTalk.on(stage).lookUp("example.com"), "tls");
        stage.tell("expires " + tls.path("expiresAt").asText() + ", issued by "
                + tls.path("issuer").asText());
        Check.equal("certificates", 2, tls.path("chain").size());
        Check.that(
                "issued by the documentation authority",
                tls.path("issuer").asText().contains("Documentation Authority"));
        Check.that("nobody here trusts that one", !tls.path("trusted").asBoolean(true));
        JsonNode expired = result(LookupTalk.on(stage).lookUp("expired.example.com"), "tls");
        Check.that(
                "it has expired: " + expired.path("expiresAt"),
                Instant.parse(expired.path("expiresAt").asText()).isBefore(Instant.now()));
    }

    static void withALargeResult(Stage stage) {
        JsonNode lookup = LookupTalk.on(stage).lookUp("large.example.com");

        Check.equal("rdap", "found", state(lookup, "rdap"));
        JsonNode rdap = lookup.path("services").path("rdap");
        Check.that(
                "it is large: " + rdap.path("sizeBytes"), rdap.path("sizeBytes").asLong() > LARGE_BYTES);
        Check.equal("it lies in a", "blob", rdap.path("storedIn").asText());
        Check.that("it is not in the payload", rdap.path("result").isMissingNode());
        Answer whole =
                LookupTalk.on(stage).client().result(lookup.path("lookupId").asText(), "rdap");
        Check.equal("fetched", "large.example.com", whole.body().path("ldhName").asText());
    }

    /** A machine may be too slow for the deadlines while its processes are cold; then it is tried again with what nobody has asked for yet. */
    static void inABatch(Stage stage) {
        for (String range : List.of("203.0.113.", "198.51.100.")) {
            if (incompleteOfABatch(stage, range).isEmpty()) {
                return;
            }
            stage.tell("not all were in time, once more");
        }
        Check.equal("incomplete at the last attempt", List.of(), incompleteOfABatch(stage, "192.0.2."));
    }

    /** Asks for a hundred at once; those that are not complete in the end have been honest about it. */
    private static List<JsonNode> incompleteOfABatch(Stage stage, String range) {
        List<String> targets =
                IntStream.rangeClosed(1, BATCH).mapToObj(n -> range + (n + 100)).toList();
        LookupTalk talk = LookupTalk.on(stage);
        long started = System.nanoTime();
        List<String> ids = talk.client().requestBatch(targets);
        Check.equal("lookups", BATCH, ids.size());
        List<JsonNode> ended = Crowd.atOnce(ids.size(), i -> talk.client().follow(ids.get(i), LookupTalk.LIMIT));
        stage.tell("all " + BATCH + " have ended after " + (System.nanoTime() - started) / 1_000_000 + " ms");
        ended.forEach(lookup -> LookupTalk.checkFoundOr(lookup, "timedOut"));
        return ended.stream()
                .filter(lookup -> !lookup.path("status").asText().equals("Completed"))
                .toList();
    }

    static void repeated(Stage stage) {
        LookupTalk talk = LookupTalk.on(stage);
        talk.lookUp("192.0.2.44");
        long before = talk.world().calls(Service.GEOIP);
        long[] millis = IntStream.range(0, REPETITIONS)
                .mapToObj(n -> talk.client().lookUp("192.0.2.44", LookupTalk.LIMIT))
                .mapToLong(Lookups::millisFromTheCache)
                .sorted()
                .toArray();
        long median = millis[REPETITIONS / 2];
        stage.tell("median of " + REPETITIONS + " repetitions at the worker: " + median + " ms");
        Check.that("known within 10 ms: " + median, median < CACHED_MILLIS);
        Check.equal("calls to the provider", before, talk.world().calls(Service.GEOIP));
    }

    private static long millisFromTheCache(JsonNode lookup) {
        JsonNode geoIp = lookup.path("services").path("geoip");
        Check.that("the answer was known", geoIp.path("cached").asBoolean());
        return geoIp.path("elapsedMillis").asLong(Long.MAX_VALUE);
    }
}
