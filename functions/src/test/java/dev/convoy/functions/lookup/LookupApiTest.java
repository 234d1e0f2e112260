package dev.convoy.functions.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.contracts.id.LookupId;
import dev.convoy.contracts.json.Json;
import dev.convoy.functions.Published;
import dev.convoy.functions.Sample;
import dev.convoy.functions.lookup.provider.OriginPolicy;
import dev.convoy.functions.lookup.targets.AddressPolicy;
import dev.convoy.functions.platform.http.HttpAnswer;
import dev.convoy.functions.platform.http.HttpInput;
import dev.convoy.functions.platform.http.HttpShell;
import dev.convoy.functions.platform.store.InMemoryDocumentStore;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class LookupApiTest {

    private final InMemoryDocumentStore store = new InMemoryDocumentStore("lookupId");
    private final AtomicInteger ids = new AtomicInteger();
    private final RequestLookupHttp api = new RequestLookupHttp(
            new RequestLookup(new LookupBook(store), () -> "id" + ids.incrementAndGet(), Sample.CLOCK),
            new NewLookupReader(
                    AddressPolicy.allowing("192.0.2.0/24"),
                    new CallbackPolicy(
                            true,
                            new OriginPolicy(Set.of(URI.create("http://localhost:9999/")), AddressPolicy.strict()))));

    @Test
    void a_lookup_is_accepted_with_the_message_that_starts_it() {
        HttpAnswer answer = one("{\"target\":\"Example.COM.\"}");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.headers().get("Location")).isEqualTo("/api/lookups/lkp-id1");
        JsonNode body = json(answer);
        assertThat(body.path("target").path("value").asText()).isEqualTo("example.com");
        assertThat(body.path("services").properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("geoip", "ping", "rdap", "tls");
        assertThat(Published.types(store)).containsExactly("LookupRequested");
    }

    @Test
    void an_address_gets_its_four_services() {
        assertThat(json(one("{\"target\":\"192.0.2.1\"}")).path("services").size())
                .isEqualTo(4);
    }

    @Test
    void a_service_that_does_not_fit_is_skipped_with_its_reason() {
        JsonNode services = json(one("{\"target\":\"example.com\",\"services\":[\"rdap\",\"reversedns\"]}"))
                .path("services");

        assertThat(services.path("rdap").path("state").asText()).isEqualTo("pending");
        assertThat(services.path("reversedns").path("state").asText()).isEqualTo("skipped");
        assertThat(services.path("reversedns").path("reason").asText()).contains("domain");
    }

    @Test
    void what_is_wrong_is_named_and_nothing_is_stored() {
        assertThat(errors(one("{}"))).containsExactly("target");
        assertThat(errors(one("{\"target\":\"\"}"))).containsExactly("target");
        assertThat(errors(one("{\"target\":\"10.0.0.1\"}"))).containsExactly("target");
        assertThat(errors(one("{\"target\":\"example.com\",\"services\":[\"weather\"]}")))
                .containsExactly("services[0]");
        assertThat(errors(one("{\"target\":\"example.com\",\"services\":[\"rdap\",\"rdap\"]}")))
                .containsExactly("services[1]");
        assertThat(errors(one("{\"target\":\"example.com\",\"services\":[]}"))).containsExactly("services");
        assertThat(errors(one("{\"target\":\"example.com\",\"services\":[\"reversedns\"]}")))
                .containsExactly("services");
        assertThat(errors(one("[]"))).containsExactly("body");
        assertThat(store.all("lookup")).isEmpty();
        assertThat(Published.by(store)).isEmpty();
    }

    @Test
    void a_callback_to_a_private_place_is_refused() {
        for (String url : List.of(
                "http://127.0.0.1/x",
                "http://[::1]/x",
                "http://169.254.169.254/latest",
                "ftp://example.com/",
                "nowhere")) {
            assertThat(errors(one("{\"target\":\"192.0.2.1\",\"callbackUrl\":\"" + url + "\"}")))
                    .as(url)
                    .containsExactly("callbackUrl");
        }
    }

    @Test
    void a_callback_to_a_trusted_place_is_accepted() {
        assertThat(one("{\"target\":\"192.0.2.1\",\"callbackUrl\":\"http://localhost:9999/hook\"}")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void a_batch_lists_its_lookups_and_starts_one_parent() {
        HttpAnswer answer = batch(targets(100));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(json(answer).path("lookups").size()).isEqualTo(100);
        assertThat(store.all("lookup-batch")).hasSize(1);
        assertThat(Published.types(store)).containsExactly("LookupBatchRequested");
    }

    @Test
    void a_lookup_of_a_batch_can_be_followed_before_it_has_a_document_of_its_own() {
        json(batch(targets(3)));

        LookupBook.Entry entry =
                new LookupBook(store).find(new LookupId("bat-id1-3")).orElseThrow();
        assertThat(entry.lookup().target().value()).isEqualTo("192.0.2.2");
        assertThat(entry.lookup().parentId()).isEqualTo("bat-id1");
        assertThat(new LookupBook(store).find(new LookupId("bat-id1-4"))).isEmpty();
        assertThat(new LookupBook(store).find(new LookupId("bat-id2-1"))).isEmpty();
    }

    @Test
    void an_id_that_only_looks_like_one_of_a_batch_is_unknown() {
        one("{\"target\":\"192.0.2.1\"}");

        assertThat(new LookupBook(store).find(new LookupId("lkp-id1-1"))).isEmpty();
    }

    @Test
    void a_batch_of_one_too_many_is_refused_whole() {
        assertThat(errors(batch(targets(101)))).containsExactly("lookups");
        assertThat(store.all("lookup-batch")).isEmpty();
    }

    @Test
    void a_batch_with_a_bad_part_names_it_and_stores_nothing() {
        String body = "{\"lookups\":[{\"target\":\"192.0.2.1\"},{\"target\":\"nonsense\"},{\"target\":5}]}";

        assertThat(errors(batch(body))).containsExactly("lookups[1].target", "lookups[2].target");
        assertThat(store.all("lookup-batch")).isEmpty();
    }

    private static String targets(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> "{\"target\":\"192.0.2." + n + "\"}")
                .collect(Collectors.joining(",", "{\"lookups\":[", "]}"));
    }

    private HttpAnswer one(String body) {
        return ask(api::one, body);
    }

    private HttpAnswer batch(String body) {
        return ask(api::batch, body);
    }

    private static HttpAnswer ask(Function<HttpInput, HttpAnswer> deed, String body) {
        return HttpShell.answer(() -> deed.apply(new HttpInput(Map.of(), Map.of(), body)));
    }

    private static List<String> errors(HttpAnswer answer) {
        assertThat(answer.status()).isEqualTo(400);
        return StreamSupport.stream(json(answer).path("errors").spliterator(), false)
                .map(error -> error.path("field").asText())
                .toList();
    }

    private static JsonNode json(HttpAnswer answer) {
        return Json.read(answer.body(), JsonNode.class);
    }
}
