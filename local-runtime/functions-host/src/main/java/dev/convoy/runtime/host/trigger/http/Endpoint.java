package dev.convoy.runtime.host.trigger.http;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A part of the host's HTTP surface. */
@FunctionalInterface
interface Endpoint {

    /**
     * Answers the request, or nothing if it is none of this part's. The request's content is the endpoint's only until this returns.
     * The future never fails.
     */
    Optional<CompletableFuture<FullHttpResponse>> answer(FullHttpRequest request, String path);
}
