package dev.convoy.runtime.host.discovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A configuration file of an app: a JSON object, in which the Functions runtime allows comments. */
final class JsonFile {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    private JsonFile() {}

    /**
     * Reads the file; {@code label} is how messages call it.
     *
     * @throws BrokenAppException if it is missing, unreadable or not a JSON object
     */
    static ObjectNode read(Path file, String label) {
        try {
            JsonNode node = MAPPER.readTree(stripMark(Files.readString(file)));
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw new BrokenAppException(label + ": not a JSON object");
        } catch (JsonProcessingException broken) {
            throw new BrokenAppException(
                    label + ": line " + broken.getLocation().getLineNr() + ": " + broken.getOriginalMessage(), broken);
        } catch (IOException unreadable) {
            throw new BrokenAppException(label + ": cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static String stripMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
