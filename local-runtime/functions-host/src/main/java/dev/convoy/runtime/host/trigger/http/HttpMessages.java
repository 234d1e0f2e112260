package dev.convoy.runtime.host.trigger.http;

import dev.convoy.runtime.host.invoke.Values;
import dev.convoy.runtime.host.rpc.RpcHttp;
import dev.convoy.runtime.host.rpc.TypedData;
import dev.convoy.runtime.host.trigger.TriggerMetadata;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Requests and answers between HTTP and the worker's wire: header names in lower case, repeated values joined by commas, an empty body
 * unset, binary kinds of body as bytes and all others as text.
 */
final class HttpMessages {

    private static final String JSON = "application/json";

    private HttpMessages() {}

    /** A request with what was found in its URL. */
    record Request(RpcHttp http, Map<String, TypedData> metadata) {}

    static Request read(
            FullHttpRequest request, String authority, QueryStringDecoder url, Map<String, String> parameters) {
        Map<String, String> headers = headers(request);
        Map<String, String> query = new HashMap<>();
        url.parameters().forEach((name, values) -> query.put(name, String.join(",", values)));
        RpcHttp.Builder http = RpcHttp.newBuilder()
                .setMethod(request.method().name())
                .setUrl("http://" + authority + request.uri())
                .putAllHeaders(headers)
                .putAllQuery(query)
                .putAllParams(parameters);
        TriggerMetadata metadata = new TriggerMetadata();
        query.forEach(metadata::with);
        parameters.forEach(metadata::with);
        metadata.with("Query", query).with("Headers", headers);
        if (request.content().isReadable()) {
            TypedData body = body(request.content(), headers.getOrDefault("content-type", ""));
            http.setBody(body);
            if (headers.getOrDefault("content-type", "").startsWith(JSON)) {
                metadata.withMembersOf(body.getString());
            }
        }
        return new Request(http.build(), metadata.values());
    }

    /** What the function's return value says; a value that is no HTTP response becomes the body of a 200, nothing a 204. */
    static FullHttpResponse write(TypedData returned) {
        if (returned.hasHttp()) {
            return write(returned.getHttp());
        }
        if (returned.getDataCase() == TypedData.DataCase.DATA_NOT_SET
                || (returned.hasJson() && returned.getJson().equals("null"))) {
            return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NO_CONTENT);
        }
        return respond(HttpResponseStatus.OK, returned, Map.of());
    }

    private static FullHttpResponse write(RpcHttp http) {
        HttpResponseStatus status;
        try {
            status = HttpResponseStatus.valueOf(Integer.parseInt(http.getStatusCode()));
        } catch (IllegalArgumentException notACode) {
            return Problem.of(
                    HttpResponseStatus.INTERNAL_SERVER_ERROR,
                    "the function answered with status " + http.getStatusCode() + ", which is none");
        }
        return respond(status, http.getBody(), http.getHeadersMap());
    }

    private static FullHttpResponse respond(HttpResponseStatus status, TypedData body, Map<String, String> headers) {
        boolean nothing = body.hasJson() && body.getJson().equals("null");
        byte[] content = nothing ? new byte[0] : Values.asBytes(body).orElse(new byte[0]);
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(content));
        if (content.length > 0) {
            response.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType(body));
        }
        headers.forEach((name, value) -> {
            if (!name.equalsIgnoreCase("content-length") && !name.equalsIgnoreCase("transfer-encoding")) {
                response.headers().set(name, value);
            }
        });
        return response;
    }

    private static String contentType(TypedData body) {
        return switch (body.getDataCase()) {
            case JSON -> "application/json; charset=utf-8";
            case BYTES, STREAM -> "application/octet-stream";
            default -> "text/plain; charset=utf-8";
        };
    }

    private static Map<String, String> headers(FullHttpRequest request) {
        Map<String, String> headers = new HashMap<>();
        for (Map.Entry<String, String> header : request.headers()) {
            headers.merge(
                    header.getKey().toLowerCase(Locale.ROOT), header.getValue(), (first, next) -> first + "," + next);
        }
        return headers;
    }

    private static TypedData body(ByteBuf content, String contentType) {
        return isBinary(contentType)
                ? Values.bytes(ByteBufUtil.getBytes(content))
                : Values.text(content.toString(StandardCharsets.UTF_8));
    }

    private static boolean isBinary(String contentType) {
        String kind = contentType.toLowerCase(Locale.ROOT);
        return List.of("application/octet-stream", "multipart/").stream().anyMatch(kind::startsWith);
    }
}
