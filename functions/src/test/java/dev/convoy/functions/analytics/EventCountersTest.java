package dev.convoy.functions.analytics;

import static dev.convoy.functions.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.json.Json;
import dev.convoy.functions.Sample;
import dev.convoy.functions.platform.http.HttpAnswer;
import dev.convoy.functions.platform.http.HttpInput;
import dev.convoy.functions.platform.http.HttpShell;
import dev.convoy.functions.platform.store.InMemoryDocumentStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventCountersTest {

    private final EventCounters counters = new EventCounters(new InMemoryDocumentStore("bucket"));
    private final SummaryHttp summary = new SummaryHttp(counters, Sample.CLOCK);

    @Test
    void events_count_in_the_bucket_of_their_own_time() {
        counters.count(List.of(
                Sample.created("a", NOON.minusSeconds(61)),
                Sample.created("b", NOON.minusSeconds(59)),
                Sample.paid("c", NOON.minusSeconds(58))));

        JsonNode minutes = ask("minute").path("buckets");

        assertThat(minutes).hasSize(2);
        assertThat(minutes.path(0).path("start").asText()).isEqualTo("2026-03-01T11:58:00Z");
        assertThat(minutes.path(0).path("events").path("OrderCreated").asInt()).isEqualTo(1);
        assertThat(minutes.path(1).path("events").path("PaymentSucceeded").asInt())
                .isEqualTo(1);
        assertThat(minutes.path(1).path("charged").asText()).isEqualTo("19.90");
    }

    @Test
    void all_widths_agree() {
        counters.count(List.of(Sample.created("a", NOON), Sample.completed("b", NOON)));

        for (String width : List.of("minute", "hour", "day")) {
            JsonNode totals = ask(width).path("totals").path("events");
            assertThat(totals.path("OrderCreated").asInt()).isEqualTo(1);
            assertThat(totals.path("OrderCompleted").asInt()).isEqualTo(1);
        }
    }

    @Test
    void events_counted_before_do_not_count_again_even_beside_new_ones() {
        counters.count(List.of(Sample.created("a", NOON), Sample.created("b", NOON)));
        counters.count(List.of(Sample.created("b", NOON), Sample.created("c", NOON), Sample.created("c", NOON)));

        assertThat(created("day")).isEqualTo(3);
        assertThat(created("minute")).isEqualTo(3);
    }

    @Test
    void late_events_land_in_their_bucket() {
        counters.count(List.of(Sample.created("a", NOON)));
        counters.count(List.of(Sample.created("late", NOON.minus(Duration.ofMinutes(30)))));

        assertThat(ask("minute").path("buckets").path(0).path("start").asText()).isEqualTo("2026-03-01T11:30:00Z");
    }

    @Test
    void many_events_in_many_minutes_fit_into_batches_and_replaying_them_changes_nothing() {
        List<Envelope<?>> events = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            events.add(Sample.created("e" + i, NOON.minus(Duration.ofMinutes(i * 7L))));
        }

        counters.count(events);
        counters.count(events);

        assertThat(created("day")).isEqualTo(300);
    }

    @Test
    void money_given_back_is_told_beside_money_taken() {
        counters.count(List.of(Sample.paid("a", NOON), Sample.paid("b", NOON), Sample.refunded("c", NOON)));

        JsonNode totals = ask("day").path("totals");

        assertThat(totals.path("charged").asText()).isEqualTo("39.80");
        assertThat(totals.path("refunded").asText()).isEqualTo("19.90");
        assertThat(totals.path("events").size()).isEqualTo(2);
    }

    @Test
    void a_span_begins_with_its_first_instant_and_ends_before_its_last() {
        counters.count(List.of(
                Sample.created("before", NOON.minusSeconds(60)),
                Sample.created("first", NOON),
                Sample.created("last", NOON.plusSeconds(60)),
                Sample.created("after", NOON.plusSeconds(120))));

        JsonNode buckets = Json.read(
                        get(Map.of(
                                        "from",
                                        NOON.toString(),
                                        "to",
                                        NOON.plusSeconds(120).toString()))
                                .body(),
                        JsonNode.class)
                .path("buckets");

        assertThat(buckets.findValuesAsText("start"))
                .containsExactly(NOON.toString(), NOON.plusSeconds(60).toString());
    }

    @Test
    void the_longest_span_is_answered_and_a_longer_one_refused() {
        String to = NOON.toString();

        assertThat(get(Map.of("to", to, "from", NOON.minus(Duration.ofDays(1)).toString()))
                        .status())
                .isEqualTo(200);
        assertThat(errors(Map.of(
                        "to", to, "from", NOON.minus(Duration.ofMinutes(1_441)).toString())))
                .containsExactly("from");
    }

    @Test
    void a_batch_and_one_event_more_count_once_each() {
        List<Envelope<?>> events = new ArrayList<>();
        for (int i = 0; i < 26; i++) {
            events.add(Sample.created("e" + i, NOON));
        }

        counters.count(events.subList(0, 25));
        counters.count(events);

        assertThat(created("minute")).isEqualTo(26);
    }

    @Test
    void bad_questions_are_named() {
        assertThat(errors(Map.of("bucket", "week"))).containsExactly("bucket");
        assertThat(errors(Map.of("from", "yesterday"))).containsExactly("from");
        assertThat(errors(Map.of("from", "2027-01-01T00:00:00Z"))).containsExactly("from");
        assertThat(errors(Map.of("from", "2020-01-01T00:00:00Z"))).containsExactly("from");
    }

    private int created(String width) {
        return ask(width).path("totals").path("events").path("OrderCreated").asInt();
    }

    private JsonNode ask(String width) {
        return Json.read(get(Map.of("bucket", width)).body(), JsonNode.class);
    }

    private List<String> errors(Map<String, String> query) {
        HttpAnswer answer = get(query);
        assertThat(answer.status()).isEqualTo(400);
        return Json.read(answer.body(), JsonNode.class).path("errors").findValuesAsText("field");
    }

    private HttpAnswer get(Map<String, String> query) {
        return HttpShell.answer(() -> summary.answer(new HttpInput(Map.of(), query, "")));
    }
}
