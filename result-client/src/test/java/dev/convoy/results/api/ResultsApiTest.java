package dev.convoy.results.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.contracts.bigresult.ResultStatus;
import dev.convoy.contracts.bigresult.SeriesName;
import dev.convoy.contracts.id.ClientId;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.results.stub.ServiceStub;
import dev.convoy.results.stub.ServiceStub.Answer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResultsApiTest {

    private static final TransactionId ID = new TransactionId("transaction-1");
    private static final String PATH = "/api/results/transaction-1";

    private ServiceStub service;
    private ResultsApi api;

    @BeforeEach
    void start() throws IOException {
        service = new ServiceStub();
        api = new ResultsApi(service.endpoint(), new ClientId("ada"), Duration.ZERO);
    }

    @AfterEach
    void stop() {
        api.close();
        service.close();
    }

    @Test
    void missing_ranges_tell_what_may_be_missing() {
        service.answers.put("GET " + PATH, Answer.of(200, """
                {"transactionId": "transaction-1", "clientId": "ada", "status": "AwaitingResults",
                 "progress": {"headerKnown": true, "receivedChunks": 3, "receivedBytes": 30, "percent": 7.5},
                 "series": [{"name": "a", "totalCount": 40, "receivedCount": 3, "receivedBytes": 30,
                             "missing": [{"from": 2, "to": 7}, {"from": 9, "to": 9}], "missingTruncated": true}]}"""));

        TransactionView.Series series = api.view(ID).series(new SeriesName("a")).orElseThrow();

        assertThat(api.view(ID).status()).isEqualTo(ResultStatus.AwaitingResults);
        assertThat(series.mayMiss(1)).isFalse();
        assertThat(series.mayMiss(7)).isTrue();
        assertThat(series.mayMiss(8)).isFalse();
        assertThat(series.mayMiss(10)).as("beyond what was told").isTrue();
    }

    @Test
    void what_is_not_known_before_the_header_or_after_the_retention_is_left_out() {
        service.answers.put("GET " + PATH, Answer.of(200, """
                {"transactionId": "transaction-1", "clientId": "ada", "status": "AwaitingResults",
                 "progress": {"headerKnown": false, "receivedChunks": 1, "receivedBytes": 10},
                 "series": [{"name": "a", "totalCount": 4, "receivedCount": 1, "receivedBytes": 10}]}"""));
        TransactionView early = api.view(ID);
        service.answers.put("GET " + PATH, Answer.of(200, """
                {"transactionId": "transaction-1", "clientId": "ada", "status": "Completed"}"""));
        TransactionView late = api.view(ID);

        assertThat(early.series(new SeriesName("a")).orElseThrow().mayMiss(1))
                .as("nothing was told, so all may be missing")
                .isTrue();
        assertThat(late.progress().receivedChunks()).isZero();
        assertThat(late.series(new SeriesName("a"))).isEmpty();
    }

    @Test
    void a_problem_document_becomes_one_line() {
        service.answers.put("GET " + PATH + "/manifest", Answer.of(409, """
                {"title": "Conflict", "detail": "not completed", "errors": [{"field": "id", "problem": "is too young"}]}"""));

        assertThatThrownBy(() -> api.manifest(ID))
                .isInstanceOf(RefusedException.class)
                .hasMessage("409 not completed: id is too young");
    }

    @Test
    void an_answer_that_is_not_understood_is_said_to_be_none() {
        service.answers.put("GET " + PATH, Answer.of(200, "[]"));

        assertThatThrownBy(() -> api.view(ID))
                .isInstanceOf(UnansweredException.class)
                .hasMessageContaining("does not understand");
    }

    @Test
    void where_to_read_is_a_redirect_that_is_not_followed() {
        service.answers.put(
                "GET " + PATH + "/series/a?blob=1", Answer.of(302, "").with("Location", "http://elsewhere/blob?sig=x"));

        assertThat(api.series(ID, new SeriesName("a"), 1)).isEqualTo(URI.create("http://elsewhere/blob?sig=x"));
    }

    @Test
    void a_service_that_is_away_longer_than_the_client_is_patient_is_named() {
        try (ResultsApi nowhere =
                new ResultsApi(URI.create("http://localhost:1/"), new ClientId("ada"), Duration.ZERO)) {
            assertThatThrownBy(() -> nowhere.view(ID))
                    .isInstanceOf(UnansweredException.class)
                    .hasMessageStartingWith("localhost:1 does not answer");
        }
    }
}
