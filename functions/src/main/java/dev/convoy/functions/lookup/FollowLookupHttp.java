package dev.convoy.functions.lookup;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import dev.convoy.contracts.id.LookupId;
import dev.convoy.contracts.lookup.ServiceResult;
import dev.convoy.functions.lookup.worker.ResultStore;
import dev.convoy.functions.platform.http.HttpAnswer;
import dev.convoy.functions.platform.http.HttpInput;
import dev.convoy.functions.platform.http.HttpShell;
import dev.convoy.functions.platform.http.Problem;
import dev.convoy.functions.platform.http.ProblemException;
import dev.convoy.functions.platform.http.WaitParameter;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** {@code GET /api/lookups/{id}}, {@code GET …/results/{service}}, {@code POST …/cancel}. */
public final class FollowLookupHttp {

    private final LookupBook book;
    private final LookupFollowers followers;
    private final ResultStore large;
    private final Clock clock;

    FollowLookupHttp(LookupBook book, LookupFollowers followers, ResultStore large, Clock clock) {
        this.book = book;
        this.followers = followers;
        this.large = large;
        this.clock = clock;
    }

    @FunctionName("LookupStatus")
    public HttpResponseMessage status(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            route = "lookups/{id}",
                            authLevel = AuthorizationLevel.FUNCTION)
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("id") String id) {
        return HttpShell.run(request, () -> status(id, HttpInput.of(request)));
    }

    @FunctionName("LookupResult")
    public HttpResponseMessage result(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            route = "lookups/{id}/results/{service}",
                            authLevel = AuthorizationLevel.FUNCTION)
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("id") String id,
            @BindingName("service") String service) {
        return HttpShell.run(request, () -> result(id, service, HttpInput.of(request)));
    }

    @FunctionName("CancelLookup")
    public HttpResponseMessage cancel(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.POST,
                            route = "lookups/{id}/cancel",
                            authLevel = AuthorizationLevel.FUNCTION)
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("id") String id) {
        return HttpShell.run(request, () -> cancel(id, HttpInput.of(request)));
    }

    HttpAnswer status(String id, HttpInput input) {
        Optional<String> known = input.etag();
        Optional<Duration> wait = input.query("wait", WaitParameter::read);
        LookupBook.Entry entry = wait.map(longest -> known.map(etag -> awaitChange(id, input, etag, longest))
                        .orElseGet(() -> awaitEnd(id, input, longest)))
                .orElseGet(() -> find(id, input));
        HttpAnswer answer = known.filter(entry.etag()::equals).isPresent()
                ? HttpAnswer.empty(HttpAnswer.NOT_MODIFIED)
                : HttpAnswer.json(HttpAnswer.OK, LookupView.of(entry));
        return answer.with("ETag", '"' + entry.etag() + '"').with("Cache-Control", "no-cache");
    }

    private LookupBook.Entry awaitChange(String id, HttpInput input, String etag, Duration wait) {
        return followers.ofAnyChange(
                lookupId(id),
                wait,
                () -> find(id, input),
                seen -> seen.lookup().status().isFinal() || !seen.etag().equals(etag));
    }

    /** Reads no results until there are all. */
    private LookupBook.Entry awaitEnd(String id, HttpInput input, Duration wait) {
        return book.withResults(followers.ofTheEnd(lookupId(id), wait, () -> lookup(id, input), seen -> seen.lookup()
                .status()
                .isFinal()));
    }

    HttpAnswer result(String id, String service, HttpInput input) {
        ServiceResult result = find(id, input).results().stream()
                .filter(found -> found.completed().service().value().equals(service))
                .filter(found -> found.completed().result() != null)
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.notFound("result of " + service)));
        return result.data() != null
                ? HttpAnswer.json(HttpAnswer.OK, result.data())
                : HttpAnswer.json(
                        HttpAnswer.OK,
                        large.read(java.util.Objects.requireNonNull(
                                result.completed().result())));
    }

    HttpAnswer cancel(String id, HttpInput input) {
        LookupBook.Entry entry = find(id, input);
        if (entry.lookup().status().isFinal()) {
            throw new ProblemException(
                    Problem.conflict("The lookup has ended: " + entry.lookup().status() + "."));
        }
        book.requestCancellation(entry.lookup(), clock.instant());
        return HttpAnswer.json(HttpAnswer.ACCEPTED, LookupView.of(entry));
    }

    private LookupBook.Entry find(String id, HttpInput input) {
        return book.withResults(lookup(id, input));
    }

    /** Somebody else's lookup does not exist. */
    private LookupBook.Entry lookup(String id, HttpInput input) {
        return book.lookup(lookupId(id))
                .filter(entry -> entry.lookup().clientId().equals(input.clientId()))
                .orElseThrow(() -> new ProblemException(Problem.notFound("lookup " + id)));
    }

    private static LookupId lookupId(String id) {
        return HttpInput.path("lookup " + id, id, LookupId::new);
    }
}
