package dev.convoy.systemtests.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convoy.runtime.providers.Conduct;
import dev.convoy.runtime.providers.ReceivedCall;
import dev.convoy.runtime.providers.Service;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Scenarios of callers who want to be called back, at the offline world's letter box. */
final class LookupCallbacks {

    /** As convoy.json sets it. */
    private static final String SECRET = "local-callback-secret";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private LookupCallbacks() {}

    static void calledBack(Stage stage) {
        LookupTalk talk = LookupTalk.on(stage);
        String box = stage.name("box");
        talk.world().conduct(Service.CALLBACKS, new Conduct(Duration.ZERO, Conduct.Failure.ERROR));
        String id;
        try {
            id = talk.client().requestCalledBack("198.51.100.90", talk.world().httpUrl() + "/callbacks/" + box);
            await("a first call, answered with an error", () -> talk.world().calls(Service.CALLBACKS) > 0);
        } finally {
            talk.world().conduct(Service.CALLBACKS, Conduct.NORMAL);
        }
        await("a second call", () -> !talk.world().received(box).isEmpty());
        check(stage, id, talk.world().received(box));
    }

    private static void check(Stage stage, String id, List<ReceivedCall> calls) {
        ReceivedCall call = calls.getFirst();
        JsonNode payload = json(call.body());
        Check.equal("lookup", id, payload.path("lookupId").asText());
        Check.equal("status", "Completed", payload.path("status").asText());
        String timestamp = call.header("X-Convoy-Timestamp");
        String signed = timestamp + "." + call.body();
        Check.equal("signature", "sha256=" + signature(SECRET, signed), call.header("X-Convoy-Signature"));
        Check.that(
                "another secret signs otherwise",
                !call.header("X-Convoy-Signature").endsWith(signature("another secret", signed)));
        stage.tell("called back at the second attempt, signed " + call.header("X-Convoy-Signature"));
    }

    private static void await(String what, java.util.function.BooleanSupplier fact) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!fact.getAsBoolean()) {
            Check.that(what + " within " + PATIENCE.toSeconds() + " s", System.nanoTime() < end);
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofMillis(50).toNanos());
        }
    }

    private static String signature(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new ScenarioFailedException("the payload is no JSON: " + text);
        }
    }
}
