package dev.convoy.results.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.contracts.bigresult.Manifest;
import dev.convoy.contracts.bigresult.SeriesName;
import dev.convoy.contracts.id.ClientId;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.json.MalformedJsonException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The result API, as one client. Calls are repeated while the service is away or busy, for as long as the client is patient. Safe for use by several
 * threads.
 */
public final class ResultsApi implements AutoCloseable {

    private static final Duration CALL_LIMIT = Duration.ofSeconds(60);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int BUSY = 429;
    private static final int FIRST_SERVER_ERROR = 500;

    /** Whom the platform takes the caller for; set by it in the cloud, by the client on a developer's machine. */
    private static final String PRINCIPAL = "x-ms-client-principal-id";

    private final URI base;
    private final ClientId client;
    private final Duration patience;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /**
     * @param endpoint the functions app, such as {@code http://localhost:7071}
     * @param patience how long an answer is asked for again and again
     */
    public ResultsApi(URI endpoint, ClientId client, Duration patience) {
        this.base = URI.create(endpoint.toString().replaceAll("/+$", "") + "/api/results");
        this.client = client;
        this.patience = patience;
    }

    /**
     * Opens a transaction, or asks for a fresh signature of one that is open.
     *
     * @throws RefusedException if it was opened with another header, or too many are active for longer than the client is patient
     */
    public OpenedTransaction open(OpenRequest request) {
        return json(send("POST", "", BodyPublishers.ofString(Json.write(request))), OpenedTransaction.class);
    }

    /** Where the transaction stands. */
    public TransactionView view(TransactionId id) {
        return json(get("/" + id), TransactionView.class);
    }

    /** Where the transaction stands once that has changed, at the latest after the duration. */
    public TransactionView changed(TransactionId id, Duration atMost) {
        return json(get("/" + id + "?wait=" + atMost), TransactionView.class);
    }

    /** Gives the transaction up; what was staged goes. */
    public void abandon(TransactionId id) {
        send("DELETE", "/" + id, BodyPublishers.noBody());
    }

    /**
     * What a completed result consists of.
     *
     * @throws RefusedException if the transaction is not completed or its result is gone
     */
    public Manifest manifest(TransactionId id) {
        return json(get("/" + id + "/manifest"), Manifest.class);
    }

    /** A signed address of one blob of a series. */
    public URI series(TransactionId id, SeriesName series, int blob) {
        return redirect("/" + id + "/series/" + series + "?blob=" + blob);
    }

    /** A signed address of the chunk index of a series. */
    public URI index(TransactionId id, SeriesName series) {
        return redirect("/" + id + "/series/" + series + "/index");
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private URI redirect(String path) {
        HttpResponse<String> answer = get(path);
        return answer.headers()
                .firstValue("Location")
                .map(URI::create)
                .orElseThrow(() -> new UnansweredException(
                        "GET " + base + path + " answered " + answer.statusCode() + " without a Location", null));
    }

    private HttpResponse<String> get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    private HttpResponse<String> send(String method, String path, BodyPublisher body) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            String problem;
            try {
                HttpResponse<String> answer = once(method, path, body);
                int status = answer.statusCode();
                if (status < 400) {
                    return answer;
                }
                problem = problem(answer);
                if (status < FIRST_SERVER_ERROR && (status != BUSY || System.nanoTime() > end)) {
                    throw new RefusedException(status, problem);
                }
            } catch (IOException away) {
                problem = away.getMessage() == null ? "no connection" : away.getMessage();
                if (System.nanoTime() > end) {
                    throw new UnansweredException(base.getAuthority() + " does not answer: " + problem, away);
                }
            }
            if (System.nanoTime() > end) {
                throw new UnansweredException(base.getAuthority() + " answers " + problem, null);
            }
            pause();
        }
    }

    private HttpResponse<String> once(String method, String path, BodyPublisher body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(CALL_LIMIT)
                .header(PRINCIPAL, client.value())
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UnansweredException("interrupted during " + method + " " + base + path, interrupted);
        }
    }

    private void pause() {
        LockSupport.parkNanos(PAUSE.toNanos());
        if (Thread.currentThread().isInterrupted()) {
            throw new UnansweredException("interrupted while " + base.getAuthority() + " was away", null);
        }
    }

    private static <T> T json(HttpResponse<String> answer, Class<T> type) {
        try {
            return Json.read(answer.body(), type);
        } catch (MalformedJsonException unexpected) {
            throw new UnansweredException(
                    answer.request().uri() + " answered what this version does not understand: "
                            + unexpected.getMessage(),
                    unexpected);
        }
    }

    /** What a problem document (RFC 9457) says, in one line. */
    private static String problem(HttpResponse<String> answer) {
        try {
            JsonNode body = Json.read(answer.body(), JsonNode.class);
            String detail = body.path("detail").asText(body.path("title").asText());
            JsonNode first = body.path("errors").path(0);
            String field = first.isMissingNode()
                    ? ""
                    : ": " + first.path("field").asText() + " "
                            + first.path("problem").asText();
            return answer.statusCode() + " " + detail + field;
        } catch (MalformedJsonException noDocument) {
            return answer.statusCode() + " " + answer.body().lines().findFirst().orElse("");
        }
    }
}
