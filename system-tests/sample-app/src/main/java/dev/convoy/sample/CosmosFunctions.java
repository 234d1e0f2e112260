package dev.convoy.sample;

import com.microsoft.azure.functions.annotation.CosmosDBTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;
import java.util.Arrays;

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
}
