package dev.convoy.sample;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.BlobInput;
import com.microsoft.azure.functions.annotation.BlobOutput;
import com.microsoft.azure.functions.annotation.BlobTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueOutput;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Blobs and storage queues. */
public class StorageFunctions {

    private static final String CONNECTION = "AzureWebJobsStorage";

    @FunctionName("Upload")
    public HttpResponseMessage upload(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.POST,
                            route = "files/{name}",
                            authLevel = AuthorizationLevel.ANONYMOUS)
                    HttpRequestMessage<String> request,
            @BlobOutput(name = "blob", path = "incoming/{name}.txt", connection = CONNECTION)
                    OutputBinding<String> blob) {
        blob.setValue(request.getBody());
        return request.createResponseBuilder(HttpStatus.CREATED).build();
    }

    @FunctionName("Shout")
    public void shout(
            @BlobTrigger(name = "content", path = "incoming/{name}.txt", connection = CONNECTION) String content,
            @BindingName("name") String name,
            @BlobOutput(name = "loud", path = "loud/{name}.txt", connection = CONNECTION) OutputBinding<String> loud) {
        int time = Seen.add("blob-" + name, content);
        if (content.equals("fail once") && time == 1) {
            throw new IllegalStateException("not the first time");
        }
        loud.setValue(content.toUpperCase(Locale.ROOT));
    }

    @FunctionName("Download")
    public HttpResponseMessage download(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            route = "files/{name}",
                            authLevel = AuthorizationLevel.ANONYMOUS)
                    HttpRequestMessage<Optional<String>> request,
            @BlobInput(name = "blob", path = "loud/{name}.txt", dataType = "binary", connection = CONNECTION)
                    byte[] blob) {
        return (blob == null
                        ? request.createResponseBuilder(HttpStatus.NOT_FOUND)
                        : request.createResponseBuilder(HttpStatus.OK).body(blob))
                .build();
    }

    @FunctionName("Enqueue")
    @QueueOutput(name = "$return", queueName = "work", connection = CONNECTION)
    public List<String> enqueue(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.POST,
                            route = "work",
                            authLevel = AuthorizationLevel.ANONYMOUS)
                    HttpRequestMessage<String> request) {
        return List.of(request.getBody().split(","));
    }

    @FunctionName("Work")
    public void work(
            @QueueTrigger(name = "message", queueName = "work", connection = CONNECTION) String message,
            @BindingName("DequeueCount") int count) {
        Seen.add("work", message + ":" + count);
        if (message.equals("bad")) {
            throw new IllegalStateException("never");
        }
    }

    @FunctionName("WorkPoison")
    public void workPoison(
            @QueueTrigger(name = "message", queueName = "work-poison", connection = CONNECTION) String message) {
        Seen.add("work-poison", message);
    }
}
