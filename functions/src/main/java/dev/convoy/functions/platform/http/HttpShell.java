package dev.convoy.functions.platform.http;

import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatusType;
import dev.convoy.functions.platform.OutageException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where what happened to a request becomes a status, and an answer becomes the host's. Stateless. */
public final class HttpShell {

    private static final Logger LOG = LoggerFactory.getLogger(HttpShell.class);
    private static final String RETRY_AFTER = "Retry-After";

    private HttpShell() {}

    /** Runs the deed and answers the host with its answer or its problem. */
    public static HttpResponseMessage run(HttpRequestMessage<?> request, Supplier<HttpAnswer> deed) {
        HttpAnswer answer = answer(deed);
        HttpResponseMessage.Builder builder = request.createResponseBuilder(HttpStatusType.custom(answer.status()));
        answer.headers().forEach(builder::header);
        if (!answer.body().isEmpty()) {
            builder.body(answer.body());
        }
        return builder.build();
    }

    /** As {@link #run}, for a body of bytes. */
    public static HttpResponseMessage runBinary(HttpRequestMessage<?> request, Supplier<BinaryAnswer> deed) {
        List<byte[]> bodies = new ArrayList<>();
        HttpAnswer answer = answer(() -> {
            BinaryAnswer binary = deed.get();
            bodies.add(binary.body());
            return binary.head();
        });
        HttpResponseMessage.Builder builder = request.createResponseBuilder(HttpStatusType.custom(answer.status()));
        answer.headers().forEach(builder::header);
        if (!bodies.isEmpty() && bodies.getFirst().length > 0) {
            builder.body(bodies.getFirst());
        } else if (!answer.body().isEmpty()) {
            builder.body(answer.body());
        }
        return builder.build();
    }

    /** The answer of the deed, whatever happens. */
    public static HttpAnswer answer(Supplier<HttpAnswer> deed) {
        try {
            return deed.get();
        } catch (ProblemException e) {
            HttpAnswer answer = HttpAnswer.problem(e.problem());
            return answer.status() == 429 ? answer.with(RETRY_AFTER, "1") : answer;
        } catch (OutageException e) {
            LOG.atWarn().setCause(e).log("request met an outage");
            return HttpAnswer.problem(Problem.outage()).with(RETRY_AFTER, "2");
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("request met a bug");
            return HttpAnswer.problem(Problem.bug());
        }
    }
}
