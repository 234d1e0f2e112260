package dev.convoy.runtime.cosmos.gateway;

import dev.convoy.runtime.cosmos.documents.PartitionRange;
import dev.convoy.runtime.cosmos.documents.Refusal;
import dev.convoy.runtime.cosmos.documents.RefusedException;
import org.jspecify.annotations.Nullable;

/** Session tokens: {@code range:version#lsn}, several joined by commas. Stateless. */
final class SessionToken {

    private static final int READ_SESSION_NOT_AVAILABLE = 1002;

    private SessionToken() {}

    static String of(PartitionRange range, long lsn) {
        return range.id() + ":-1#" + lsn;
    }

    /**
     * Checks that the client has not seen more of the partition than there is.
     *
     * @throws RefusedException with 404/1002 if it has, 400 if the token cannot be read
     */
    static void require(@Nullable String header, PartitionRange range, long lsn) {
        if (header == null) {
            return;
        }
        for (String token : header.split(",")) {
            String text = token.strip();
            int colon = text.indexOf(':');
            if (colon < 0) {
                throw malformed(header);
            }
            if (text.substring(0, colon).equals(range.id()) && lsnOf(text.substring(colon + 1), header) > lsn) {
                throw new RefusedException(new Refusal(
                        404,
                        READ_SESSION_NOT_AVAILABLE,
                        "The read session is not available for the input session token."));
            }
        }
    }

    private static long lsnOf(String token, String header) {
        String[] parts = token.split("#");
        try {
            return Long.parseLong(parts.length == 1 ? parts[0] : parts[1]);
        } catch (NumberFormatException notANumber) {
            throw malformed(header);
        }
    }

    private static RefusedException malformed(String header) {
        return new RefusedException(Refusal.badRequest("The session token is malformed: " + header));
    }
}
