package dev.convoy.systemtests.demo;

import static dev.convoy.systemtests.demo.LookupTalk.reasonOf;
import static dev.convoy.systemtests.demo.LookupTalk.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.systemtests.client.Answer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Scenarios of what the lookup API refuses, and of what it makes of careless input. */
final class LookupRefusals {

    private static final int BAD_REQUEST = 400;

    private LookupRefusals() {}

    static void ofAPrivatePlace(Stage stage) {
        LookupTalk talk = LookupTalk.on(stage);
        for (String target : List.of("10.0.0.1", "127.0.0.1", "169.254.169.254", "::1")) {
            refused(stage, "target", talk.client().post("{\"target\":\"" + target + "\"}"));
        }
        JsonNode lookup = talk.lookUp("private.example.com");
        Check.equal("geoip of a name with a private address", "failed", state(lookup, "geoip"));
        Check.equal("ping of a name with a private address", "failed", state(lookup, "ping"));
        Check.equal("tls of a name with a private address", "failed", state(lookup, "tls"));
    }

    static void ofBadInput(Stage stage) {
        bodies().forEach((body, field) ->
                refused(stage, field, LookupTalk.on(stage).client().post(body)));
        String one = "{\"target\":\"192.0.2.1\"}";
        LookupTalk talk = LookupTalk.on(stage);
        refused(stage, "lookups", talk.client().postBatch(batch(Collections.nCopies(101, one))));
        refused(stage, "lookups", talk.client().postBatch(batch(List.of())));
        refused(stage, "lookups[1].target", talk.client().postBatch(batch(List.of(one, "{\"target\":\"nonsense\"}"))));
        carelessButGood(talk);
    }

    /** Bodies and the field that is wrong in each. */
    private static Map<String, String> bodies() {
        Map<String, String> bodies = new LinkedHashMap<>();
        bodies.put("", "body");
        bodies.put("nonsense", "body");
        bodies.put("[]", "body");
        bodies.put("{}", "target");
        List.of(
                        "",
                        "   ",
                        "x".repeat(300) + ".com",
                        "a.".repeat(200) + "com",
                        "p\u0430ypal.com", // the second letter is Cyrillic
                        "xn--pypal-4ve.com", // the same, encoded
                        "12345",
                        "1.2.3",
                        "0x7f.1",
                        "0177.0.0.1",
                        "example",
                        "exa mple.com",
                        "example..com",
                        "example.com..",
                        "http://example.com/")
                .forEach(target -> bodies.put("{\"target\":\"" + target + "\"}", "target"));
        bodies.put("{\"target\":12345}", "target");
        bodies.put(with("\"services\":[\"weather\"]"), "services[0]");
        bodies.put(with("\"services\":[\"rdap\",\"rdap\"]"), "services[1]");
        bodies.put(with("\"services\":\"rdap\""), "services");
        bodies.put(with("\"services\":[]"), "services");
        bodies.put(with("\"services\":[\"reversedns\"]"), "services");
        for (String url :
                List.of("http://127.0.0.1/x", "http://[::1]/", "http://10.0.0.1/", "ftp://example.com/", "x")) {
            bodies.put(with("\"callbackUrl\":\"" + url + "\""), "callbackUrl");
        }
        return bodies;
    }

    private static void carelessButGood(LookupTalk talk) {
        JsonNode dotted = talk.client().lookUp("  EXAMPLE.net. ", LookupTalk.LIMIT, "geoip", "reversedns");
        Check.equal("target", "example.net", dotted.path("target").path("value").asText());
        Check.equal("reversedns of a domain", "skipped", state(dotted, "reversedns"));
        talk.stage().tell("reversedns: " + reasonOf(dotted, "reversedns"));
        JsonNode idn = talk.client().lookUp("b\u00fccher.example.com", LookupTalk.LIMIT, "geoip");
        Check.equal(
                "target",
                "xn--bcher-kva.example.com",
                idn.path("target").path("value").asText());
    }

    private static String with(String more) {
        return "{\"target\":\"example.com\"," + more + "}";
    }

    private static String batch(List<String> lookups) {
        return "{\"lookups\":[" + String.join(",", lookups) + "]}";
    }

    private static void refused(Stage stage, String field, Answer answer) {
        JsonNode error = answer.body().path("errors").path(0);
        stage.tell(answer.status() + " " + error.path("field").asText() + " "
                + error.path("problem").asText());
        Check.equal("status of " + answer.problem(), BAD_REQUEST, answer.status());
        Check.equal("field in " + answer.problem(), field, error.path("field").asText());
    }
}
