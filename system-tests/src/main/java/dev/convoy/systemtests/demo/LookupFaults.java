package dev.convoy.systemtests.demo;

import static dev.convoy.systemtests.demo.LookupTalk.reasonOf;
import static dev.convoy.systemtests.demo.LookupTalk.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.runtime.providers.Conduct;
import dev.convoy.runtime.providers.Service;
import dev.convoy.systemtests.client.Crowd;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Scenarios of lookups that meet trouble, against the offline world. Each leaves the world as it found it. */
final class LookupFaults {

    private static final Conduct BROKEN = new Conduct(Duration.ZERO, Conduct.Failure.ERROR);
    private static final Duration SLOW = Duration.ofMillis(1_500);
    private static final Duration MUCH_TOO_SLOW = Duration.ofSeconds(60);
    private static final Duration RDAP_DEADLINE = Duration.ofSeconds(12);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int MOST_UNTIL_OPEN = 40;
    private static final int TRIALS = 3;
    private static final int CAUGHT_IN_THE_ACT = 10;
    private static final int KILLS = 3;

    private LookupFaults() {}

    static void withAProviderDown(Stage stage) {
        LookupTalk talk = LookupTalk.on(stage);
        talk.world().conduct(Service.GEOIP, BROKEN);
        try {
            JsonNode lookup = talk.lookUp("198.51.100.77");
            Check.equal("status", "PartlyCompleted", lookup.path("status").asText());
            Check.equal("geoip", "failed", state(lookup, "geoip"));
            othersAreFound(lookup, "rdap", "ping", "reversedns");
        } finally {
            talk.world().conduct(Service.GEOIP, Conduct.NORMAL);
        }
    }

    static void withAProviderSlow(Stage stage) {
        LookupTalk talk = LookupTalk.on(stage);
        try {
            slow(talk);
            muchTooSlow(talk);
        } finally {
            talk.world().conduct(Service.RDAP, Conduct.NORMAL);
        }
    }

    /** The others can be read meanwhile. */
    private static void slow(LookupTalk talk) {
        talk.world().conduct(Service.RDAP, new Conduct(SLOW, Conduct.Failure.NONE));
        String id = talk.client().request("198.51.100.78");
        await("three results before the fourth", () -> {
            JsonNode early = talk.client().find(id);
            return state(early, "geoip").equals("found")
                    && state(early, "ping").equals("found")
                    && state(early, "reversedns").equals("found")
                    && state(early, "rdap").equals("pending");
        });
        talk.stage().tell("three results are there, the registry's is still pending");
        JsonNode lookup = talk.client().follow(id, LookupTalk.LIMIT);
        Check.equal("status", "Completed", lookup.path("status").asText());
    }

    private static void muchTooSlow(LookupTalk talk) {
        talk.world().conduct(Service.RDAP, new Conduct(MUCH_TOO_SLOW, Conduct.Failure.NONE));
        JsonNode lookup = talk.lookUp("198.51.100.79");
        Check.equal("status", "PartlyCompleted", lookup.path("status").asText());
        Check.that(
                "the registry failed or was late: " + lookup,
                List.of("failed", "timedOut").contains(state(lookup, "rdap")));
        othersAreFound(lookup, "geoip", "ping", "reversedns");
        Duration took = Duration.between(
                Instant.parse(lookup.path("requestedAt").asText()),
                Instant.parse(lookup.path("endedAt").asText()));
        talk.stage().tell("ended after " + took.toMillis() + " ms");
        Check.that(
                "within the deadline and what ending takes: " + took,
                took.compareTo(RDAP_DEADLINE.plusSeconds(10)) < 0);
    }

    static void withACircuit(Stage stage) {
        LookupTalk talk = LookupTalk.on(stage);
        Targets targets = new Targets("2001:db8:c1::");
        talk.world().conduct(Service.GEOIP, BROKEN);
        try {
            opens(talk, targets);
            long asked = talk.world().calls(Service.GEOIP);
            JsonNode refused = talk.lookUp(targets.next(), "geoip");
            Check.that("refused at once: " + refused, reasonOf(refused, "geoip").contains("circuit is open"));
            Check.equal("calls of the broken provider", asked, talk.world().calls(Service.GEOIP));
        } finally {
            talk.world().conduct(Service.GEOIP, Conduct.NORMAL);
        }
        recovers(talk, targets);
    }

    private static void opens(LookupTalk talk, Targets targets) {
        for (int n = 1; n <= MOST_UNTIL_OPEN && !talk.client().circuit("geoip").equals("open"); n++) {
            JsonNode lookup = talk.client().lookUp(targets.next(), LookupTalk.LIMIT, "geoip");
            Check.equal("geoip while it is broken", "failed", state(lookup, "geoip"));
        }
        Check.equal("circuit", "open", talk.client().circuit("geoip"));
        talk.stage().tell("the circuit is open, the provider is left in peace");
    }

    private static void recovers(LookupTalk talk, Targets targets) {
        await("a call that is tried again", () -> state(
                        talk.client().lookUp(targets.next(), LookupTalk.LIMIT, "geoip"), "geoip")
                .equals("found"));
        for (int n = 0; n < TRIALS; n++) {
            Check.equal(
                    "geoip while on trial",
                    "found",
                    state(talk.client().lookUp(targets.next(), LookupTalk.LIMIT, "geoip"), "geoip"));
        }
        Check.equal("circuit", "closed", talk.client().circuit("geoip"));
        talk.stage().tell("mended, tried three times, the circuit is closed");
    }

    /** Cancelled so soon that the cancellation may overtake the start; the registry answers too late to end a lookup before. */
    static void cancelledAtOnce(Stage stage) {
        LookupTalk talk = LookupTalk.on(stage);
        talk.world().conduct(Service.RDAP, new Conduct(SLOW, Conduct.Failure.NONE));
        try {
            List<JsonNode> ended = Crowd.atOnce(CAUGHT_IN_THE_ACT, n -> {
                String id = talk.client().request("2001:db8:ca::" + (n + 1));
                Check.equal("cancellation", 202, talk.client().cancel(id).status());
                return talk.client().follow(id, LookupTalk.LIMIT);
            });
            ended.forEach(lookup -> Check.equal(
                    "status of " + lookup, "Cancelled", lookup.path("status").asText()));
            String first = ended.getFirst().path("lookupId").asText();
            Check.equal("once more", 409, talk.client().cancel(first).status());
        } finally {
            talk.world().conduct(Service.RDAP, Conduct.NORMAL);
        }
    }

    /** A machine may be too slow to start another process before the deadline; then it is tried again. */
    static void killInMidLookup(Stage stage) {
        LookupTalk talk = LookupTalk.on(stage);
        for (int attempt = 1; attempt < KILLS; attempt++) {
            if (killed(talk, attempt)) {
                return;
            }
            stage.tell("the process came back too late for the deadline, once more");
        }
        Check.that("all complete at the last attempt", killed(talk, KILLS));
    }

    private static boolean killed(LookupTalk talk, int attempt) {
        talk.world().conduct(Service.RDAP, new Conduct(SLOW, Conduct.Failure.NONE));
        List<JsonNode> ended;
        try {
            long before = talk.world().calls(Service.RDAP);
            List<String> ids = IntStream.range(0, CAUGHT_IN_THE_ACT)
                    .mapToObj(n -> talk.client().request("2001:db8:dead:" + attempt + "::" + (n + 1)))
                    .toList();
            await("a registry that is being asked", () -> talk.world().calls(Service.RDAP) > before);
            long victim = talk.stage().stack().app("functions").workerProcessId();
            ProcessHandle.of(victim).ifPresent(ProcessHandle::destroyForcibly);
            talk.stage().tell("killed process " + victim + " with -9 while it asked the registry");
            ended = Crowd.atOnce(ids.size(), n -> talk.client().follow(ids.get(n), LookupTalk.LIMIT));
        } finally {
            talk.world().conduct(Service.RDAP, Conduct.NORMAL);
        }
        ended.forEach(LookupFaults::endedRight);
        return ended.stream().allMatch(lookup -> lookup.path("status").asText().equals("Completed"));
    }

    /** Each service once: found, or honestly late. */
    private static void endedRight(JsonNode lookup) {
        Check.equal("services", 4, lookup.path("services").size());
        LookupTalk.checkFoundOr(lookup, "timedOut");
    }

    private static void othersAreFound(JsonNode lookup, String... services) {
        for (String service : services) {
            Check.equal(service, "found", state(lookup, service));
        }
    }

    private static void await(String what, BooleanSupplier fact) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!fact.getAsBoolean()) {
            Check.that(what + " within " + PATIENCE.toSeconds() + " s", System.nanoTime() < end);
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Addresses that nobody has asked for yet. */
    private static final class Targets {

        private final String prefix;
        private int last;

        private Targets(String prefix) {
            this.prefix = prefix;
        }

        private String next() {
            return prefix + Integer.toHexString(++last);
        }
    }
}
