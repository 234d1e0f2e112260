package dev.convoy.runtime.host.worker;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.HttpStatusType;
import dev.convoy.runtime.host.rpc.RpcHttp;
import java.lang.reflect.Type;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An HTTP request from the wire, which becomes a message with a body of the type the function asks for. */
record HttpRequestSource(RpcHttp http) {

    /** The request with its body converted to the argument of {@code HttpRequestMessage<T>}. */
    HttpRequestMessage<?> message(Type messageType) {
        Type bodyType = JavaTypes.firstArgument(messageType);
        return new Message(http, WireSource.of(http.getBody()).to(bodyType));
    }

    private record Message(RpcHttp http, @Nullable Object body) implements HttpRequestMessage<Object> {

        @Override
        public URI getUri() {
            return URI.create(http.getUrl());
        }

        @Override
        public HttpMethod getHttpMethod() {
            return HttpMethod.value(http.getMethod());
        }

        @Override
        public Map<String, String> getHeaders() {
            return http.getHeadersMap();
        }

        @Override
        public Map<String, String> getQueryParameters() {
            return http.getQueryMap();
        }

        @Override
        @SuppressWarnings("NullAway") // the interface is not annotated; an empty body is null in Functions Java
        public Object getBody() {
            return body;
        }

        @Override
        public HttpResponseMessage.Builder createResponseBuilder(HttpStatus status) {
            return new HttpResponse().status(status);
        }

        @Override
        public HttpResponseMessage.Builder createResponseBuilder(HttpStatusType status) {
            return new HttpResponse().status(status);
        }
    }
}
