package dev.convoy.contracts.bigresult;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * MD5 of a chunk, 32 lower-case hexadecimal digits. It is the one digest that Blob Storage checks by itself when it copies from a URL,
 * which is why chunks carry it: against corruption, not against forgers.
 */
public record Md5(@JsonValue String value) {

    /** Length of the digest itself. */
    public static final int BYTES = 16;

    private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{32}");

    @JsonCreator
    public Md5 {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("must be 32 lower-case hexadecimal digits");
        }
    }

    public static Md5 of(byte[] content) {
        return ofDigest(newDigest().digest(content));
    }

    /** Out of the digest's 16 bytes. */
    public static Md5 ofDigest(byte[] digest) {
        return new Md5(HexFormat.of().formatHex(digest));
    }

    /** A fresh incremental digest. */
    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    public byte[] bytes() {
        return HexFormat.of().parseHex(value);
    }

    /** As the header {@code Content-MD5} has it. */
    public String base64() {
        return Base64.getEncoder().encodeToString(bytes());
    }

    @Override
    public String toString() {
        return value;
    }
}
