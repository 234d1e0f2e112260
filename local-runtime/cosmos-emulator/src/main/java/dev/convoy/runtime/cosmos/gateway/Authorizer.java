package dev.convoy.runtime.cosmos.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.convoy.runtime.cosmos.documents.Refusal;
import dev.convoy.runtime.cosmos.documents.RefusedException;
import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks that a request is signed with the account's master key. Source: the access control page of the REST reference: the
 * HMAC-SHA256 of verb, resource type, resource link and date, each on a line. Immutable.
 */
final class Authorizer {

    private static final String PREFIX = "type=master&ver=1.0&sig=";

    /** The prefix as clients send it. */
    private static final String ENCODED_PREFIX = "type%3Dmaster%26ver%3D1.0%26sig%3D";

    private final ThreadLocal<Mac> macs;

    Authorizer(String masterKey) {
        SecretKeySpec key = new SecretKeySpec(Base64.getDecoder().decode(masterKey), "HmacSHA256");
        this.macs = ThreadLocal.withInitial(() -> macOf(key));
    }

    /**
     * Lets a request pass.
     *
     * @throws RefusedException with 401 if it has no signature, or not the right one
     */
    void require(GatewayRequest request) {
        String header = request.header(Headers.AUTHORIZATION);
        if (header == null) {
            throw refused("Required Header authorization is missing. Ensure a valid Authorization token is passed.");
        }
        if (isSignedAsUsual(request, header)) {
            return;
        }
        String token = URLDecoder.decode(header.replace("+", "%2B"), UTF_8);
        if (!token.startsWith(PREFIX)) {
            throw refused("Authorization header doesn't confirm to the required format 'type=master&ver=1.0&sig=…'.");
        }
        byte[] signature = token.substring(PREFIX.length()).getBytes(UTF_8);
        String start = request.method().toLowerCase(Locale.ROOT) + "\n" + typeOf(request.path()) + "\n";
        String end = "\n" + dateOf(request).toLowerCase(Locale.ROOT) + "\n\n";
        List<String> path = request.path();
        boolean itself = path.size() % 2 == 0 && isSigned(signature, start + String.join("/", path) + end);
        if (itself || links(path).stream().anyMatch(link -> isSigned(signature, start + link + end))) {
            return;
        }
        throw refused(
                "The input authorization token can't serve the request. The wrong key is being used or the expected"
                        + " payload is not built as per the protocol.");
    }

    /** What all clients send but for feeds addressed by {@code _rid}: nothing is decoded then, only compared. */
    private boolean isSignedAsUsual(GatewayRequest request, String header) {
        List<String> path = request.path();
        String link = String.join("/", path.size() % 2 == 0 ? path : path.subList(0, path.size() - 1));
        String text = request.method().toLowerCase(Locale.ROOT) + "\n" + typeOf(path) + "\n" + link + "\n"
                + dateOf(request).toLowerCase(Locale.ROOT) + "\n\n";
        String expected = ENCODED_PREFIX + encoded(macs.get().doFinal(text.getBytes(UTF_8)));
        return MessageDigest.isEqual(header.getBytes(UTF_8), expected.getBytes(UTF_8));
    }

    private static String encoded(byte[] signature) {
        return Base64.getEncoder()
                .encodeToString(signature)
                .replace("+", "%2B")
                .replace("/", "%2F")
                .replace("=", "%3D");
    }

    private static String dateOf(GatewayRequest request) {
        String date = request.header(Headers.X_DATE);
        String otherwise = request.header(Headers.DATE);
        if (date == null && otherwise == null) {
            throw refused("Required Header x-ms-date is missing.");
        }
        return date != null ? date : String.valueOf(otherwise);
    }

    /** What clients may mean by the resource link: names as they are, or the {@code _rid} in lower case. */
    private static Set<String> links(List<String> path) {
        List<String> own = path.size() % 2 == 0 ? path : path.subList(0, path.size() - 1);
        Set<String> links = new LinkedHashSet<>();
        links.add(String.join("/", own));
        links.add(own.isEmpty() ? "" : own.getLast().toLowerCase(Locale.ROOT));
        if (isOperation(path)) {
            links.add(String.join("/", path.subList(0, 4)));
        }
        return links;
    }

    private static boolean isOperation(List<String> path) {
        return path.size() == 6 && path.get(4).equals("operations");
    }

    private static String typeOf(List<String> path) {
        if (path.isEmpty()) {
            return "";
        }
        if (isOperation(path)) {
            return "colls";
        }
        return path.get(path.size() % 2 == 0 ? path.size() - 2 : path.size() - 1);
    }

    private boolean isSigned(byte[] signature, String text) {
        byte[] own = Base64.getEncoder().encode(macs.get().doFinal(text.getBytes(UTF_8)));
        return MessageDigest.isEqual(signature, own);
    }

    private static Mac macOf(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static RefusedException refused(String message) {
        return new RefusedException(new Refusal(401, 0, message));
    }
}
