package dev.convoy.orchestrations.operations;

import com.azure.storage.blob.models.BlobStorageException;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import dev.convoy.contracts.json.Json;
import dev.convoy.orchestrations.bigresult.ResultStore;
import dev.convoy.orchestrations.bigresult.ResultSweep;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /api/operations/results/sweep?dryRun=true}: an operator looks for what was left behind, and has it deleted. */
public class SweepResultsHttp {

    private static final Logger LOG = LoggerFactory.getLogger(SweepResultsHttp.class);

    private final Function<Boolean, ResultSweep.Report> sweep;

    /** @param sweep sweeps; told whether it is a dry run */
    public SweepResultsHttp(Function<Boolean, ResultSweep.Report> sweep) {
        this.sweep = sweep;
    }

    /** The same as the hourly sweep, now; the answer is the report. */
    @FunctionName("SweepResultsNow")
    public HttpResponseMessage sweepNow(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.POST,
                            route = "operations/results/sweep",
                            authLevel = AuthorizationLevel.FUNCTION)
                    HttpRequestMessage<Optional<String>> request) {
        return Answer.respond(request, answer(request.getHeaders(), request.getQueryParameters()));
    }

    /** @param headers by lower-case name */
    Answer answer(Map<String, String> headers, Map<String, String> query) {
        Operator operator = Operator.of(headers);
        if (!operator.mayRepair()) {
            return Answer.problem(403, "Forbidden", "Only an operator may sweep results.");
        }
        String dryRun = query.getOrDefault("dryRun", "false");
        if (!dryRun.equals("true") && !dryRun.equals("false")) {
            return Answer.badField("dryRun", "must be true or false");
        }
        try {
            LOG.atInfo()
                    .addKeyValue("operator", operator.name())
                    .addKeyValue("dryRun", dryRun)
                    .log("operator sweeps results");
            return new Answer(200, Json.tree(sweep.apply(dryRun.equals("true"))));
        } catch (ResultStore.ResultStoreException | BlobStorageException e) {
            LOG.atWarn().setCause(e).log("sweep met an outage");
            return Answer.unavailable();
        }
    }
}
