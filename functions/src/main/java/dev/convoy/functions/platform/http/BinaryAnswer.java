package dev.convoy.functions.platform.http;

/**
 * An answer whose body is bytes.
 *
 * @param head status and headers; its own body is not sent
 */
public record BinaryAnswer(HttpAnswer head, byte[] body) {

    /** An answer without bytes, such as a redirection. */
    public static BinaryAnswer headOnly(HttpAnswer head) {
        return new BinaryAnswer(head, new byte[0]);
    }
}
