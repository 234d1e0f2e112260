package dev.convoy.functions.bigresult.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import dev.convoy.contracts.bigresult.Manifest;
import dev.convoy.contracts.bigresult.ResultDocument;
import dev.convoy.contracts.bigresult.ResultNames;
import dev.convoy.contracts.bigresult.ResultStatus;
import dev.convoy.contracts.json.Json;
import dev.convoy.functions.bigresult.chunks.ResultBlobs;
import dev.convoy.functions.bigresult.state.TransactionBook;
import dev.convoy.functions.platform.http.BinaryAnswer;
import dev.convoy.functions.platform.http.HttpAnswer;
import dev.convoy.functions.platform.http.HttpInput;
import dev.convoy.functions.platform.http.HttpShell;
import dev.convoy.functions.platform.http.Problem;
import dev.convoy.functions.platform.http.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** {@code GET /api/results/{id}/manifest}, {@code …/series/{name}} and {@code …/series/{name}/index}. */
public final class DownloadResultHttp {

    private static final Duration LINK_LIFETIME = Duration.ofHours(1);
    private static final int FOUND = 302;

    private final OwnResults own;
    private final ResultBlobs blobs;
    private final RangeReader ranges;
    private final Clock clock;

    public DownloadResultHttp(TransactionBook book, ResultBlobs blobs, Clock clock) {
        this.own = new OwnResults(book);
        this.blobs = blobs;
        this.ranges = new RangeReader(blobs);
        this.clock = clock;
    }

    @FunctionName("ResultManifest")
    public HttpResponseMessage manifest(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            route = "results/{id}/manifest",
                            authLevel = AuthorizationLevel.FUNCTION)
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("id") String id) {
        return HttpShell.run(request, () -> manifest(id, HttpInput.of(request)));
    }

    @FunctionName("ResultSeries")
    public HttpResponseMessage series(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            route = "results/{id}/series/{name}",
                            authLevel = AuthorizationLevel.FUNCTION)
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("id") String id,
            @BindingName("name") String name) {
        return HttpShell.runBinary(request, () -> series(id, name, HttpInput.of(request)));
    }

    @FunctionName("ResultIndex")
    public HttpResponseMessage index(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            route = "results/{id}/series/{name}/index",
                            authLevel = AuthorizationLevel.FUNCTION)
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("id") String id,
            @BindingName("name") String name) {
        return HttpShell.runBinary(request, () -> index(id, name, HttpInput.of(request)));
    }

    HttpAnswer manifest(String id, HttpInput input) {
        ResultDocument result = completed(id, input);
        byte[] json = text(result);
        return new HttpAnswer(HttpAnswer.OK, Map.of("Content-Type", "application/json"), new String(json, UTF_8))
                .with("ETag", '"' + String.valueOf(result.manifestMd5()) + '"');
    }

    BinaryAnswer series(String id, String name, HttpInput input) {
        Manifest.Series series = find(id, name, input);
        if (isStreamed(input)) {
            return ranges.read(RangeReader.Content.of(series), input.header("range"));
        }
        int number = input.query("blob", DownloadResultHttp::number).orElse(0);
        if (number >= series.blobs().size()) {
            throw new ProblemException(
                    Problem.badRequest("blob", "must be below " + series.blobs().size()));
        }
        return redirect(series.blobs().get(number).blob());
    }

    BinaryAnswer index(String id, String name, HttpInput input) {
        Manifest.Blob index = find(id, name, input).index();
        return isStreamed(input) ? ranges.read(RangeReader.Content.of(index), input.header("range")) : redirect(index);
    }

    private BinaryAnswer redirect(Manifest.Blob blob) {
        String link = blobs.readLink(blob.name(), clock.instant().plus(LINK_LIFETIME));
        return BinaryAnswer.headOnly(
                HttpAnswer.empty(FOUND).with("Location", link).with("Cache-Control", "no-store"));
    }

    private Manifest.Series find(String id, String name, HttpInput input) {
        Manifest manifest = Json.read(new String(text(completed(id, input)), UTF_8), Manifest.class);
        return manifest.series().stream()
                .filter(series -> series.name().value().equals(name))
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.notFound("series " + name)));
    }

    private ResultDocument completed(String id, HttpInput input) {
        ResultDocument result = own.find(id, input).result();
        if (result.purgedAt() != null) {
            throw new ProblemException(Problem.gone("The result is past its retention."));
        }
        if (result.status() != ResultStatus.Completed) {
            throw new ProblemException(Problem.conflict("The result is not there: " + result.status() + "."));
        }
        return result;
    }

    private byte[] text(ResultDocument result) {
        return blobs.read(ResultNames.manifestBlob(result.transactionId()))
                .orElseThrow(() -> new ProblemException(Problem.gone("The manifest is not there any more.")));
    }

    private static boolean isStreamed(HttpInput input) {
        return input.query("via", text -> {
                    if (!text.equals("stream")) {
                        throw new IllegalArgumentException("must be stream");
                    }
                    return true;
                })
                .orElse(false);
    }

    private static int number(String text) {
        if (!text.matches("[0-9]{1,6}")) {
            throw new IllegalArgumentException("must be a number");
        }
        return Integer.parseInt(text);
    }
}
