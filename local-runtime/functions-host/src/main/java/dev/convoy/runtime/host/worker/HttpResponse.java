package dev.convoy.runtime.host.worker;

import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.HttpStatusType;
import dev.convoy.runtime.host.rpc.RpcHttp;
import dev.convoy.runtime.host.rpc.TypedData;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer a function builds; its own builder, as in the platform's worker. Confined to the invocation's thread. */
final class HttpResponse implements HttpResponseMessage, HttpResponseMessage.Builder {

    private final Map<String, String> headers = new HashMap<>();
    private HttpStatusType status = HttpStatus.OK;
    private @Nullable Object body;

    @Override
    public HttpStatusType getStatus() {
        return status;
    }

    @Override
    @SuppressWarnings("NullAway") // the interface is not annotated; a header may be absent
    public String getHeader(String key) {
        return headers.get(key);
    }

    @Override
    @SuppressWarnings("NullAway") // the interface is not annotated; a body may be absent
    public Object getBody() {
        return body;
    }

    @Override
    public Builder status(HttpStatusType newStatus) {
        status = newStatus;
        return this;
    }

    @Override
    public Builder header(String key, String value) {
        headers.put(key, value);
        return this;
    }

    @Override
    public Builder body(Object newBody) {
        body = newBody;
        return this;
    }

    @Override
    public HttpResponseMessage build() {
        return this;
    }

    TypedData toWire() {
        RpcHttp.Builder http = RpcHttp.newBuilder().setStatusCode(Integer.toString(status.value()));
        headers.forEach(http::putHeaders);
        http.setBody(WireEncoder.encode(body));
        return TypedData.newBuilder().setHttp(http).build();
    }
}
