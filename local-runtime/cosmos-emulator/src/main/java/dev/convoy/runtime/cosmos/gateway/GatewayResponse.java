package dev.convoy.runtime.cosmos.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.runtime.cosmos.documents.Json;
import dev.convoy.runtime.cosmos.documents.Partition;
import dev.convoy.runtime.cosmos.documents.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An answer being put together. Confined to one request. */
final class GatewayResponse {

    private static final byte[] NOTHING = {};

    private final int status;
    private final List<CharSequence> headers = new ArrayList<>(16);
    private byte[] body = NOTHING;
    private double charge = 1;
    private @Nullable NothingNew nothingNew;

    private GatewayResponse(int status) {
        this.status = status;
    }

    static GatewayResponse of(int status) {
        return new GatewayResponse(status);
    }

    static GatewayResponse of(int status, JsonNode body) {
        return of(status).body(Json.bytes(body));
    }

    /** The answer of a request that was not done. */
    static GatewayResponse of(Refusal refusal) {
        ObjectNode error = Json.MAPPER.createObjectNode();
        error.put("code", codeOf(refusal.status())).put("message", refusal.message());
        return of(refusal.status(), error).header(Headers.SUBSTATUS, Integer.toString(refusal.substatus()));
    }

    GatewayResponse header(CharSequence name, CharSequence value) {
        headers.add(name);
        headers.add(value);
        return this;
    }

    GatewayResponse body(byte[] bytes) {
        body = bytes;
        return this;
    }

    GatewayResponse charge(double units) {
        charge = units;
        return this;
    }

    /** Says that the answer may be held back until the partition has something new. */
    GatewayResponse nothingNew(Partition partition, long lsn) {
        nothingNew = new NothingNew(partition, lsn);
        return this;
    }

    Optional<NothingNew> nothingNew() {
        return Optional.ofNullable(nothingNew);
    }

    int status() {
        return status;
    }

    /** Names and values in turn. */
    List<CharSequence> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    double charge() {
        return charge;
    }

    private static String codeOf(int status) {
        return switch (status) {
            case 400 -> "BadRequest";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "NotFound";
            case 405 -> "MethodNotAllowed";
            case 408 -> "RequestTimeout";
            case 409 -> "Conflict";
            case 410 -> "Gone";
            case 412 -> "PreconditionFailed";
            case 413 -> "RequestEntityTooLarge";
            case 429 -> "TooManyRequests";
            case 449 -> "RetryWith";
            case 501 -> "NotImplemented";
            case 503 -> "ServiceUnavailable";
            default -> "InternalServerError";
        };
    }

    /** A partition that had no change after a log sequence number. */
    record NothingNew(Partition partition, long lsn) {}
}
