package dev.convoy.contracts.bigresult;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Base64;

/** Where a chunk's bytes are. In JSON the field {@code type} tells the kind. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ChunkPayload.Inline.class, name = "inline"),
    @JsonSubTypes.Type(value = ChunkPayload.Staged.class, name = "staged")
})
public sealed interface ChunkPayload {

    /**
     * In the message itself; up to the limit that {@code POST /api/results} tells, 64 KB unless configured otherwise.
     *
     * @param data base64 (RFC 4648 §4)
     */
    record Inline(String data) implements ChunkPayload {

        public static Inline of(byte[] content) {
            return new Inline(Base64.getEncoder().encodeToString(content));
        }

        /** @throws IllegalArgumentException if it is no base64 */
        public byte[] bytes() {
            return Base64.getDecoder().decode(data);
        }

        @Override
        public String toString() {
            return "Inline[" + data.length() + " characters]"; // no bodies in logs
        }
    }

    /**
     * Claim check: in a blob of the transaction's own staging container, and of no other.
     *
     * @param container must be {@link ResultNames#stagingContainer}
     * @param blob name within the container; {@link ResultNames#stagedChunk} is what our own producer takes
     */
    record Staged(String container, String blob) implements ChunkPayload {}
}
