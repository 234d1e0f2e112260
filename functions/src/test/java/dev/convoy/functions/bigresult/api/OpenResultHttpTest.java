package dev.convoy.functions.bigresult.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.contracts.bigresult.ResultStatus;
import dev.convoy.contracts.bigresult.SeriesSpec;
import dev.convoy.contracts.bigresult.TimeLimits;
import dev.convoy.contracts.id.ClientId;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.contracts.json.Json;
import dev.convoy.functions.Sample;
import dev.convoy.functions.bigresult.chunks.ResultBlobs;
import dev.convoy.functions.bigresult.state.CompletionCheck;
import dev.convoy.functions.bigresult.state.ReceiptBook;
import dev.convoy.functions.bigresult.state.Transactions;
import dev.convoy.functions.platform.blob.BlobConnection;
import dev.convoy.functions.platform.blob.BlobServices;
import dev.convoy.functions.platform.blob.BlobSignatures;
import dev.convoy.functions.platform.http.HttpAnswer;
import dev.convoy.functions.platform.http.HttpInput;
import dev.convoy.functions.platform.http.HttpShell;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused, none of which reaches the storage service; what is accepted is played by the scenarios. */
class OpenResultHttpTest {

    private static final TransactionId ID = new TransactionId("transaction-1");
    private static final String NOWHERE =
            "DefaultEndpointsProtocol=http;AccountName=nobody;AccountKey=AAAA;BlobEndpoint=http://127.0.0.1:1/nobody;";

    private final Transactions transactions = new Transactions(1);
    private final OpenResultHttp http = new OpenResultHttp(
            transactions.opening,
            new CompletionCheck(
                    transactions.book,
                    new ReceiptBook(transactions.receipts, Sample.CLOCK, new Random(1), pause -> {}),
                    Sample.CLOCK),
            blobs(),
            transactions.subscriptions::add,
            new OpenResultHttp.Offer(65_536, 250_000_000, Duration.ofHours(12)),
            Sample.CLOCK);

    private static ResultBlobs blobs() {
        BlobServices services = new BlobServices(new BlobConnection.ByConnectionString(NOWHERE));
        return new ResultBlobs(services, new BlobSignatures(services, Sample.CLOCK));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'transactionId':'UPPER'} | transactionId",
                "{'series':[]} | series",
                "{'series':[{'name':'a b','totalCount':1}]} | series[0].name",
                "{'series':[{'name':'a','totalCount':-1}]} | series[0].totalCount",
                "{'series':[{'name':'a','totalCount':10000001}]} | series[0].totalCount",
                "{'series':[{'name':'a'}]} | series[0].totalCount",
                "{'series':[{'name':'a','totalCount':1},{'name':'a','totalCount':2}]} | series",
                "{'series':[{'name':'a','totalCount':1,'contentType':'nonsense'}]} | series[0].contentType",
                "{'limits':{'awaitWithin':'soon'}} | limits.awaitWithin",
                "{'notifyBy':'mail'} | notifyBy",
                "[] | body"
            })
    void a_bad_field_is_named_and_nothing_is_opened(String body, String field) {
        HttpAnswer answer = open("ada", body.replace('\'', '"'));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(fields(answer)).containsExactly(field);
        assertThat(transactions.results.all("result")).isEmpty();
        assertThat(transactions.subscriptions).isEmpty();
    }

    @Test
    void one_answer_names_every_bad_field() {
        assertThat(fields(open("ada", "{\"transactionId\":\"X\",\"notifyBy\":\"mail\"}")))
                .containsExactlyInAnyOrder("transactionId", "notifyBy");
    }

    @Test
    void a_client_that_cannot_be_one_is_refused() {
        HttpAnswer answer = open("Ada Lovelace", "{}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(fields(answer)).containsExactly("x-ms-client-principal-id");
    }

    @Test
    void one_transaction_too_many_is_to_come_back_later() {
        opened(List.of(SeriesSpec.of("rows", 2)));

        HttpAnswer answer = open("ada", "{\"transactionId\":\"transaction-2\"}");

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.headers()).containsKey("Retry-After");
    }

    @Test
    void another_header_is_refused() {
        opened(List.of(SeriesSpec.of("rows", 2)));

        HttpAnswer answer =
                open("ada", "{\"transactionId\":\"transaction-1\",\"series\":[{\"name\":\"rows\",\"totalCount\":3}]}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(fields(answer)).containsExactly("series");
    }

    @Test
    void an_id_that_somebody_else_has_is_taken() {
        opened(List.of(SeriesSpec.of("rows", 2)));

        HttpAnswer answer = open("bob", "{\"transactionId\":\"transaction-1\"}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(fields(answer)).containsExactly("transactionId");
    }

    @Test
    void one_that_has_ended_is_not_opened_again() {
        opened(List.of(SeriesSpec.of("rows", 2)));
        transactions.end(ID, ResultStatus.TimedOut);

        assertThat(open("ada", "{\"transactionId\":\"transaction-1\"}").status())
                .isEqualTo(409);
    }

    private void opened(List<SeriesSpec> header) {
        transactions.opening.open(transactions.opening.document(ID, new ClientId("ada"), header, TimeLimits.USUAL));
    }

    private HttpAnswer open(String client, String body) {
        return HttpShell.answer(
                () -> http.open(new HttpInput(Map.of("x-ms-client-principal-id", client), Map.of(), body)));
    }

    private static List<String> fields(HttpAnswer answer) {
        JsonNode errors = Json.read(answer.body(), JsonNode.class).path("errors");
        return StreamSupport.stream(errors.spliterator(), false)
                .map(error -> error.path("field").asText())
                .toList();
    }
}
