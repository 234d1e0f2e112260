package dev.convoy.sample;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import java.util.Optional;

/** HTTP, with every kind of parameter. */
public class HttpFunctions {

    /** A body with plain fields, as Gson reads it. */
    public static class Order {
        String product = "";
        int quantity;
    }

    @FunctionName("Seen")
    public HttpResponseMessage seen(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            route = "seen/{topic}",
                            authLevel = AuthorizationLevel.ANONYMOUS)
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("topic") String topic) {
        return request.createResponseBuilder(HttpStatus.OK)
                .body(String.join("\n", Seen.of(topic)))
                .build();
    }

    @FunctionName("Hello")
    public HttpResponseMessage hello(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET, HttpMethod.POST},
                            authLevel = AuthorizationLevel.ANONYMOUS)
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        context.getLogger().info("hello");
        String name = request.getQueryParameters()
                .getOrDefault("name", request.getBody().orElse("world"));
        return request.createResponseBuilder(HttpStatus.OK)
                .header("x-function", context.getFunctionName())
                .header("x-invocation", context.getInvocationId())
                .body("Hello, " + name)
                .build();
    }

    @FunctionName("Ping")
    public HttpResponseMessage ping(
            @HttpTrigger(name = "request", methods = HttpMethod.GET, authLevel = AuthorizationLevel.ANONYMOUS)
                    HttpRequestMessage<Optional<String>> request) {
        return request.createResponseBuilder(HttpStatus.OK).body("pong").build();
    }

    @FunctionName("PlaceOrder")
    public HttpResponseMessage placeOrder(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.POST,
                            route = "customers/{customer:alpha}/orders/{number:int?}",
                            authLevel = AuthorizationLevel.ANONYMOUS)
                    HttpRequestMessage<Order> request,
            @BindingName("customer") String customer,
            @BindingName("product") String productOfBody) {
        Order order = request.getBody();
        order.product = customer + " ordered " + order.product + " (" + productOfBody + ")";
        return request.createResponseBuilder(HttpStatus.CREATED).body(order).build();
    }

    @FunctionName("Reverse")
    public byte[] reverse(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.POST,
                            dataType = "binary",
                            authLevel = AuthorizationLevel.FUNCTION)
                    HttpRequestMessage<byte[]> request) {
        byte[] body = request.getBody();
        byte[] reversed = new byte[body.length];
        for (int i = 0; i < body.length; i++) {
            reversed[i] = body[body.length - 1 - i];
        }
        return reversed;
    }
}
