package dev.convoy.functions.lookup.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.lookup.ResultLocation;
import dev.convoy.functions.platform.blob.BlobContainers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Large results as blobs, named by the SHA-256 of their content, so that equal results share one. Safe for several threads. */
public final class BlobResultStore implements ResultStore {

    private static final String CONTAINER = "lookup-results";

    private final BlobContainers blobs;

    public BlobResultStore(BlobContainers blobs) {
        this.blobs = blobs;
    }

    @Override
    public ResultLocation store(byte[] json) {
        String digest = sha256(json);
        String name = digest + ".json";
        blobs.put(CONTAINER, name, json);
        return new ResultLocation.Blob(CONTAINER, name, digest, json.length);
    }

    @Override
    public JsonNode read(ResultLocation location) {
        if (location instanceof ResultLocation.Blob(String container, String name, String digest, long size)) {
            byte[] json = blobs.get(container, name);
            if (!sha256(json).equals(digest)) {
                throw new IllegalStateException("blob " + name + " is not what was stored");
            }
            return Json.read(new String(json, UTF_8), JsonNode.class);
        }
        throw new IllegalArgumentException("no blob: " + location);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
