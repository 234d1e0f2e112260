package dev.convoy.sample;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.CosmosDBInput;
import com.microsoft.azure.functions.annotation.CosmosDBOutput;
import com.microsoft.azure.functions.annotation.CosmosDBTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import java.util.Arrays;
import java.util.Optional;

/** Cosmos DB. */
public class CosmosFunctions {

    @FunctionName("Changes")
    public void changes(
            @CosmosDBTrigger(
                            name = "documents",
                            databaseName = "sample",
                            containerName = "things",
                            leaseContainerName = "leases",
                            createLeaseContainerIfNotExists = true,
                            startFromBeginning = true,
                            feedPollDelay = 100,
                            connection = "CosmosConnection")
                    String[] documents) {
        int batch = Seen.add("change-batches", Integer.toString(documents.length));
        if (batch == 1) {
            throw new IllegalStateException("the first batch fails once");
        }
        Arrays.stream(documents).forEach(document -> Seen.add("changes", document));
    }

    @FunctionName("ReadThing")
    public HttpResponseMessage readThing(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            route = "things/{kind}/{id}",
                            authLevel = AuthorizationLevel.ANONYMOUS)
                    HttpRequestMessage<Optional<String>> request,
            @CosmosDBInput(
                            name = "thing",
                            databaseName = "sample",
                            containerName = "things",
                            id = "{id}",
                            partitionKey = "{kind}",
                            connection = "CosmosConnection")
                    Optional<String> thing) {
        return thing.map(json -> request.createResponseBuilder(HttpStatus.OK).body(json))
                .orElseGet(() -> request.createResponseBuilder(HttpStatus.NOT_FOUND))
                .build();
    }

    @FunctionName("FindThings")
    public HttpResponseMessage findThings(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            route = "things/{kind}",
                            authLevel = AuthorizationLevel.ANONYMOUS)
                    HttpRequestMessage<Optional<String>> request,
            @CosmosDBInput(
                            name = "things",
                            databaseName = "sample",
                            containerName = "things",
                            sqlQuery = "SELECT * FROM c WHERE c.kind = {kind}",
                            connection = "CosmosConnection")
                    String things) {
        return request.createResponseBuilder(HttpStatus.OK).body(things).build();
    }

    @FunctionName("WriteThing")
    public HttpResponseMessage writeThing(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.POST,
                            route = "things",
                            authLevel = AuthorizationLevel.ANONYMOUS)
                    HttpRequestMessage<String> request,
            @CosmosDBOutput(
                            name = "thing",
                            databaseName = "sample",
                            containerName = "things",
                            connection = "CosmosConnection")
                    OutputBinding<String> thing) {
        thing.setValue(request.getBody());
        return request.createResponseBuilder(HttpStatus.CREATED).build();
    }
}
