package dev.convoy.runtime.host.sampleapp;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import java.io.File;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** HTTP functions with every kind of parameter. */
public class HttpSamples {

    /** A body as the real worker can read it. */
    public static class Order {
        public String product = "";
        public int quantity;
    }

    /** A body the real worker cannot read. */
    public record OrderRecord(String product, int quantity) {}

    @FunctionName("Echo")
    public HttpResponseMessage echo(
            @HttpTrigger(
                            name = "req",
                            methods = {HttpMethod.GET, HttpMethod.POST})
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        context.getLogger().info("echo " + context.getFunctionName());
        return request.createResponseBuilder(HttpStatus.OK)
                .header("x-method", request.getHttpMethod().name())
                .header("x-header", String.valueOf(request.getHeaders().get("x-given")))
                .header("x-query", new TreeMap<>(request.getQueryParameters()).toString())
                .header("x-uri", request.getUri().toString())
                .header("x-trace", context.getTraceContext().getTraceparent())
                .body(request.getBody().orElse("(empty)"))
                .build();
    }

    @FunctionName("Fast")
    public HttpResponseMessage fast(@HttpTrigger(name = "req") HttpRequestMessage<Optional<String>> request) {
        return request.createResponseBuilder(HttpStatus.OK).body("ok").build();
    }

    @FunctionName("Line")
    public HttpResponseMessage line(
            @HttpTrigger(name = "req", route = "orders/{id:int}/lines/{line?}") HttpRequestMessage<String> request,
            @BindingName("id") int id,
            @BindingName("Query") Map<String, String> query) {
        return request.createResponseBuilder(HttpStatus.OK)
                .body(id + " " + query)
                .build();
    }

    @FunctionName("MissingMetadata")
    public HttpResponseMessage missingMetadata(
            @HttpTrigger(name = "req") HttpRequestMessage<String> request, @BindingName("nowhere") String nowhere) {
        return request.createResponseBuilder(HttpStatus.OK).body(nowhere).build();
    }

    @FunctionName("Pojo")
    public HttpResponseMessage pojo(
            @HttpTrigger(name = "req", methods = HttpMethod.POST) HttpRequestMessage<Order> request) {
        Order order = request.getBody();
        return request.createResponseBuilder(HttpStatus.CREATED).body(order).build();
    }

    @FunctionName("ReadsRecord")
    public HttpResponseMessage readsRecord(
            @HttpTrigger(name = "req", methods = HttpMethod.POST) HttpRequestMessage<OrderRecord> request) {
        return request.createResponseBuilder(HttpStatus.OK)
                .body(request.getBody().product())
                .build();
    }

    @FunctionName("Bytes")
    public HttpResponseMessage bytes(
            @HttpTrigger(name = "req", dataType = "binary") HttpRequestMessage<byte[]> request) {
        byte[] body = request.getBody();
        return request.createResponseBuilder(HttpStatus.OK).body(body).build();
    }

    @FunctionName("Text")
    public String text(@HttpTrigger(name = "req") HttpRequestMessage<String> request) {
        return "plain";
    }

    @FunctionName("Nothing")
    public HttpResponseMessage nothing(@HttpTrigger(name = "req") HttpRequestMessage<String> request) {
        return null;
    }

    @FunctionName("Throws")
    public HttpResponseMessage fails(@HttpTrigger(name = "req") HttpRequestMessage<String> request) {
        throw new IllegalStateException("no luck today");
    }

    @FunctionName("Slow")
    public HttpResponseMessage slow(@HttpTrigger(name = "req") HttpRequestMessage<String> request)
            throws InterruptedException {
        Thread.sleep(Duration.parse(request.getQueryParameters().get("for")));
        return request.createResponseBuilder(HttpStatus.OK).body("slept").build();
    }

    @FunctionName("Environment")
    public HttpResponseMessage environment(@HttpTrigger(name = "req") HttpRequestMessage<String> request) {
        System.out.println("printed by the app");
        String isolated;
        try {
            isolated = Class.forName("io.grpc.Channel").getName();
        } catch (ClassNotFoundException absent) {
            isolated = "no worker libraries";
        }
        return request.createResponseBuilder(HttpStatus.OK)
                .header("x-isolation", isolated)
                .header("x-pid", Long.toString(ProcessHandle.current().pid()))
                .body(System.getenv("GREETING"))
                .build();
    }

    /** Leaves a mark in the folder the app runs in when the JVM ends in good order, as a Spring context closes its beans. */
    @FunctionName("Beans")
    public String beans(@HttpTrigger(name = "req") HttpRequestMessage<String> request) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> new File("beans-closed").mkdir()));
        return "watched";
    }

    @FunctionName("Tick")
    public void tick(@TimerTrigger(name = "timer", schedule = "0 0 3 * * *") String timer, ExecutionContext context) {
        context.getLogger().info("tick");
        context.getLogger().fine("tick in detail");
    }
}
