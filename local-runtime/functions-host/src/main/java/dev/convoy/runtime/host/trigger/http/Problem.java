package dev.convoy.runtime.host.trigger.http;

import dev.convoy.runtime.host.invoke.Values;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the host itself answers when it cannot hand a request to a function: a problem document (RFC 9457). */
final class Problem {

    private Problem() {}

    static FullHttpResponse of(HttpResponseStatus status, String detail) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", "about:blank");
        document.put("title", status.reasonPhrase());
        document.put("status", status.code());
        document.put("detail", detail);
        byte[] body = Values.jsonText(document).getBytes(StandardCharsets.UTF_8);
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/problem+json");
        return response;
    }
}
