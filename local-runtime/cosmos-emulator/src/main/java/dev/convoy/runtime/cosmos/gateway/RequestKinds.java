package dev.convoy.runtime.cosmos.gateway;

import dev.convoy.runtime.cosmos.fault.RequestKind;
import java.util.List;

/** Tells what a request does by its path, method and headers. Stateless. */
final class RequestKinds {

    private RequestKinds() {}

    static RequestKind of(GatewayRequest request) {
        List<String> path = request.path();
        if (path.size() == 6 && path.get(4).equals("sprocs") && request.method().equals("POST")) {
            return RequestKind.EXECUTE;
        }
        if (path.size() < 5 || !path.get(4).equals("docs")) {
            return path.size() == 6 && path.get(4).equals("operations") ? RequestKind.DELETE : RequestKind.METADATA;
        }
        return path.size() == 5 ? ofItems(request) : ofItem(request.method());
    }

    private static RequestKind ofItems(GatewayRequest request) {
        if (request.method().equals("GET")) {
            return request.header(Headers.A_IM) == null ? RequestKind.QUERY : RequestKind.CHANGE_FEED;
        }
        if (request.isSet(Headers.IS_QUERY_PLAN)) {
            return RequestKind.METADATA;
        }
        if (request.isSet(Headers.IS_QUERY)) {
            return RequestKind.QUERY;
        }
        if (request.isSet(Headers.IS_BATCH)) {
            return RequestKind.BATCH;
        }
        return request.isSet(Headers.IS_UPSERT) ? RequestKind.UPSERT : RequestKind.CREATE;
    }

    private static RequestKind ofItem(String method) {
        return switch (method) {
            case "PUT" -> RequestKind.REPLACE;
            case "PATCH" -> RequestKind.PATCH;
            case "DELETE" -> RequestKind.DELETE;
            default -> RequestKind.READ;
        };
    }
}
