package dev.convoy.functions.bigresult.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.contracts.bigresult.ChunkRecord;
import dev.convoy.contracts.bigresult.Md5;
import dev.convoy.contracts.bigresult.ResultStatus;
import dev.convoy.contracts.bigresult.SeriesSpec;
import dev.convoy.contracts.bigresult.TimeLimits;
import dev.convoy.contracts.id.ClientId;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.contracts.json.Json;
import dev.convoy.functions.Published;
import dev.convoy.functions.Sample;
import dev.convoy.functions.bigresult.state.ReceiptBook;
import dev.convoy.functions.bigresult.state.Transactions;
import dev.convoy.functions.platform.http.HttpAnswer;
import dev.convoy.functions.platform.http.HttpInput;
import dev.convoy.functions.platform.http.HttpShell;
import dev.convoy.functions.platform.waiting.Follower;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FollowResultHttpTest {

    private static final TransactionId ID = new TransactionId("transaction-1");
    private static final SeriesSpec ROWS = SeriesSpec.of("rows", 10);
    private static final Map<String, String> ADA = Map.of("x-ms-client-principal-id", "ada");
    private static final Map<String, String> BOB = Map.of("x-ms-client-principal-id", "bob");

    private final Transactions transactions = new Transactions(10);
    private final Follower<TransactionId> followers = new Follower<>(Clock.systemUTC());
    private final FollowResultHttp http =
            new FollowResultHttp(transactions.book, new MissingChunks(transactions.receipts), followers, Sample.CLOCK);

    @BeforeEach
    void open() {
        transactions.opening.open(
                transactions.opening.document(ID, new ClientId("ada"), List.of(ROWS), TimeLimits.USUAL));
    }

    @Test
    void progress_is_told_with_the_missing_ordinals_as_ranges() {
        receive(1, 2, 5, 10);

        JsonNode body = json(status(ADA, Map.of()));

        assertThat(body.path("status").asText()).isEqualTo("AwaitingResults");
        assertThat(body.path("progress").path("receivedChunks").asInt()).isEqualTo(4);
        assertThat(body.path("progress").path("expectedChunks").asInt()).isEqualTo(10);
        assertThat(body.path("progress").path("percent").asDouble()).isEqualTo(40.0);
        assertThat(body.path("progress").path("receivedBytes").asInt()).isEqualTo(400);
        assertThat(body.path("series").path(0).path("missing"))
                .hasToString("[{\"from\":3,\"to\":4},{\"from\":6,\"to\":9}]");
        assertThat(body.path("series").path(0).path("missingTruncated").asBoolean())
                .isFalse();
    }

    @Test
    void more_than_a_hundred_gaps_are_said_to_be_more() {
        SeriesSpec many = SeriesSpec.of("rows", 2_500);
        TransactionId other = new TransactionId("transaction-2");
        transactions.opening.open(
                transactions.opening.document(other, new ClientId("ada"), List.of(many), TimeLimits.USUAL));
        receive(other, many, LongStream.rangeClosed(1, 250).map(n -> 2 * n).toArray());

        JsonNode series = json(HttpShell.answer(() -> http.status(other.value(), input(ADA, Map.of(), ""))))
                .path("series")
                .path(0);

        assertThat(series.path("missing").size()).isEqualTo(MissingChunks.MOST_RANGES);
        assertThat(series.path("missingTruncated").asBoolean()).isTrue();
    }

    @Test
    void who_has_seen_it_already_is_told_nothing_new() {
        String etag = String.valueOf(status(ADA, Map.of()).headers().get("ETag"));

        HttpAnswer again = HttpShell.answer(() -> http.status(
                ID.value(), input(Map.of("x-ms-client-principal-id", "ada", "if-none-match", etag), Map.of(), "")));
        receive(1);
        HttpAnswer changed = HttpShell.answer(() -> http.status(
                ID.value(), input(Map.of("x-ms-client-principal-id", "ada", "if-none-match", etag), Map.of(), "")));

        assertThat(again.status()).isEqualTo(304);
        assertThat(changed.status()).isEqualTo(200);
    }

    @Test
    void who_waits_is_answered_at_the_end() throws Exception {
        CompletableFuture<HttpAnswer> waiting =
                CompletableFuture.supplyAsync(() -> status(ADA, Map.of("wait", "PT20S")));

        transactions.end(ID, ResultStatus.Abandoned);
        followers.signal(ID);

        assertThat(json(waiting.get(10, TimeUnit.SECONDS)).path("status").asText())
                .isEqualTo("Abandoned");
    }

    @Test
    void somebody_elses_transaction_does_not_exist() {
        assertThat(status(BOB, Map.of()).status()).isEqualTo(404);
        assertThat(extend(BOB, "{\"extendBy\":\"PT1H\"}").status()).isEqualTo(404);
        assertThat(abandon(BOB).status()).isEqualTo(404);
        assertThat(abandon(Map.of()).status()).isEqualTo(404);
        assertThat(HttpShell.answer(() -> http.status("no id!", input(ADA, Map.of(), "")))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void the_deadline_can_be_moved() {
        HttpAnswer answer = extend(ADA, "{\"extendBy\":\"PT1H\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(json(answer).path("awaitUntil").asText()).isEqualTo("2026-03-01T15:00:00Z");
        assertThat(transactions.book.find(ID).orElseThrow().result().awaitUntil())
                .isEqualTo("2026-03-01T15:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"extendBy\":\"an hour\"}", "{\"extendBy\":\"-PT1H\"}", "{\"extendBy\":\"P6D\"}"})
    void a_deadline_that_makes_no_sense_is_refused_by_name(String body) {
        HttpAnswer answer = extend(ADA, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(json(answer).path("errors").path(0).path("field").asText()).isEqualTo("extendBy");
        assertThat(transactions.book.find(ID).orElseThrow().result().awaitUntil())
                .isEqualTo("2026-03-01T14:00:00Z");
    }

    @Test
    void giving_up_is_noted_with_the_message_that_has_it_looked_after_once() {
        HttpAnswer first = abandon(ADA);
        HttpAnswer second = abandon(ADA);

        assertThat(first.status()).isEqualTo(202);
        assertThat(second.status()).isEqualTo(202);
        assertThat(transactions.book.find(ID).orElseThrow().result().abandonRequestedAt())
                .isEqualTo(Sample.NOON);
        assertThat(Published.types(transactions.results)).containsExactly("LookAfterResult", "LookAfterResult");
    }

    @Test
    void one_that_has_ended_can_be_neither_extended_nor_given_up() {
        transactions.end(ID, ResultStatus.Completed);

        assertThat(extend(ADA, "{\"extendBy\":\"PT1H\"}").status()).isEqualTo(409);
        assertThat(abandon(ADA).status()).isEqualTo(409);
    }

    private void receive(long... ordinals) {
        receive(ID, ROWS, ordinals);
    }

    private void receive(TransactionId id, SeriesSpec series, long... ordinals) {
        ReceiptBook receipts = new ReceiptBook(transactions.receipts, Sample.CLOCK, new Random(1), pause -> {});
        receipts.record(
                id,
                LongStream.of(ordinals)
                        .mapToObj(ordinal -> new ReceiptBook.Receipt(
                                series.name(), ordinal, series.totalCount(), new ChunkRecord(100, Md5.of(new byte[] {
                                    (byte) ordinal
                                }))))
                        .toList());
    }

    private HttpAnswer status(Map<String, String> headers, Map<String, String> query) {
        return HttpShell.answer(() -> http.status(ID.value(), input(headers, query, "")));
    }

    private HttpAnswer extend(Map<String, String> headers, String body) {
        return HttpShell.answer(() -> http.extend(ID.value(), input(headers, Map.of(), body)));
    }

    private HttpAnswer abandon(Map<String, String> headers) {
        return HttpShell.answer(() -> http.abandon(ID.value(), input(headers, Map.of(), "")));
    }

    private static HttpInput input(Map<String, String> headers, Map<String, String> query, String body) {
        return new HttpInput(headers, query, body);
    }

    private static JsonNode json(HttpAnswer answer) {
        return Json.read(answer.body(), JsonNode.class);
    }
}
