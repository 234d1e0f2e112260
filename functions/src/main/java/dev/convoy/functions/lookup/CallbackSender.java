package dev.convoy.functions.lookup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.convoy.functions.lookup.provider.OutboundHttp;
import dev.convoy.functions.lookup.worker.ProviderException;
import dev.convoy.functions.platform.OutageException;
import java.io.IOException;
import java.net.URI;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts payloads to callers. Header {@value #SIGNATURE} is {@code sha256=} and the hex HMAC-SHA256, under the shared secret, of timestamp, a dot,
 * and body; header {@value #TIMESTAMP} is that timestamp in epoch seconds. Redirects are not followed. Safe for several threads.
 */
final class CallbackSender implements AutoCloseable {

    static final String SIGNATURE = "X-Convoy-Signature";
    static final String TIMESTAMP = "X-Convoy-Timestamp";

    private static final Logger LOG = LoggerFactory.getLogger(CallbackSender.class);
    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int NOBODY_CALLED = 0;
    private static final int FIRST_REFUSAL = 400;
    private static final int THROTTLED = 429;
    private static final int FIRST_SERVER_ERROR = 500;

    private final byte[] secret;
    private final CallbackPolicy policy;
    private final Clock clock;
    private final OutboundHttp http;

    CallbackSender(String secret, CallbackPolicy policy, OutboundHttp http, Clock clock) {
        this.secret = secret.getBytes(UTF_8);
        this.policy = policy;
        this.http = http;
        this.clock = clock;
    }

    /** @throws CallbackFailedException if the receiver is away or says to come back; repeat later */
    void send(String callback, String body) {
        URI uri;
        try {
            uri = policy.permitted(callback); // again: a name may resolve to something else by now
        } catch (IllegalArgumentException e) {
            LOG.atWarn().addKeyValue("problem", e.getMessage()).log("callback refused, nobody called back");
            return;
        }
        int status = post(uri, body);
        if (status == THROTTLED || status >= FIRST_SERVER_ERROR) {
            throw new CallbackFailedException("receiver answered " + status, null);
        }
        if (status >= FIRST_REFUSAL) {
            LOG.atWarn().addKeyValue("status", status).log("receiver refused the callback, not repeated");
        }
    }

    private int post(URI uri, String body) {
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        Map<String, String> headers = Map.of(
                "Content-Type",
                "application/json",
                TIMESTAMP,
                timestamp,
                SIGNATURE,
                "sha256=" + signature(timestamp + "." + body));
        try {
            return http.post(uri, headers, body, TIMEOUT);
        } catch (ProviderException e) {
            if (e.isTransient()) {
                throw new CallbackFailedException("receiver: " + e.reason(), e);
            }
            LOG.atWarn().addKeyValue("problem", e.reason()).log("receiver may not be called, nobody called back");
            return NOBODY_CALLED;
        }
    }

    private String signature(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    @Override
    public void close() {
        http.close();
    }

    /** The receiver could not be told now. */
    static final class CallbackFailedException extends OutageException {

        private static final long serialVersionUID = 1L;

        CallbackFailedException(String message, @org.jspecify.annotations.Nullable Throwable cause) {
            super(message, cause == null ? new IOException(message) : cause);
        }
    }
}
