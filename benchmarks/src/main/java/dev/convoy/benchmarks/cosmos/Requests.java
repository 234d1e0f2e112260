package dev.convoy.benchmarks.cosmos;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.convoy.runtime.cosmos.CosmosEmulator;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signed requests as the Java SDK sends them, as bytes. Stateless; what it makes may be sent any number of times. */
final class Requests {

    static final String DATABASE = "dbs/bench";
    static final String CONTAINER = DATABASE + "/colls/c";

    private static final String DATE = "thu, 01 jan 2026 00:00:00 gmt";
    private static final String COMMON = "Host: localhost\r\n"
            + "User-Agent: azsdk-java-cosmos/4.81.0 Linux/6.1 JRE/25.0.1\r\n"
            + "Accept: application/json\r\n"
            + "Cache-Control: no-cache\r\n"
            + "x-ms-version: 2020-07-15\r\n"
            + "x-ms-date: " + DATE + "\r\n"
            + "x-ms-consistency-level: Session\r\n"
            + "x-ms-cosmos-sdk-supportedcapabilities: 1\r\n"
            + "x-ms-activity-id: 3b0a6f0e-7b6f-4c7e-9a59-0d7b4e0f7f11\r\n"
            + "x-ms-client-request-id: 3b0a6f0e-7b6f-4c7e-9a59-0d7b4e0f7f11\r\n";
    private static final SecretKeySpec KEY =
            new SecretKeySpec(Base64.getDecoder().decode(CosmosEmulator.WELL_KNOWN_KEY), "HmacSHA256");

    private static final String ON_DOCUMENTS = signature("post", "docs", CONTAINER);

    private Requests() {}

    static byte[] createDatabase() {
        return request("POST", "dbs", signature("post", "dbs", ""), "", "{\"id\":\"bench\"}");
    }

    static byte[] createContainer() {
        String body = "{\"id\":\"c\",\"partitionKey\":{\"paths\":[\"/pk\"],\"kind\":\"Hash\",\"version\":2}}";
        return request("POST", DATABASE + "/colls", signature("post", "colls", DATABASE), "", body);
    }

    static byte[] account() {
        return request("GET", "", signature("get", "", ""), "", "");
    }

    static byte[] read(String id, String key) {
        String link = CONTAINER + "/docs/" + id;
        return request("GET", link, signature("get", "docs", link), partitionKey(key), "");
    }

    static byte[] create(String key, String document) {
        return onDocuments(partitionKey(key), document);
    }

    static byte[] bulk(String operations) {
        return onDocuments(
                "x-ms-documentdb-partitionkeyrangeid: 0\r\nx-ms-cosmos-is-batch-request: True\r\n"
                        + "x-ms-cosmos-batch-continue-on-error: True\r\n",
                operations);
    }

    static byte[] query(String text) {
        return onDocuments(
                "x-ms-documentdb-isquery: True\r\nx-ms-documentdb-partitionkeyrangeid: 0\r\n"
                        + "x-ms-max-item-count: 20\r\n",
                "{\"query\":\"" + text + "\",\"parameters\":[]}");
    }

    private static byte[] onDocuments(String headers, String body) {
        return request("POST", CONTAINER + "/docs", ON_DOCUMENTS, headers, body);
    }

    private static String partitionKey(String key) {
        return "x-ms-documentdb-partitionkey: [\"" + key + "\"]\r\n";
    }

    private static byte[] request(String method, String path, String signature, String headers, String body) {
        String content = body.isEmpty()
                ? ""
                : "Content-Type: application/json\r\nContent-Length: " + body.getBytes(UTF_8).length + "\r\n";
        return (method + " /" + path + " HTTP/1.1\r\n" + COMMON + "authorization: " + signature + "\r\n" + headers
                        + content + "\r\n" + body)
                .getBytes(UTF_8);
    }

    /** Source: the access control page of the REST reference. */
    private static String signature(String verb, String type, String link) {
        String text = verb + "\n" + type + "\n" + link + "\n" + DATE.toLowerCase(Locale.ROOT) + "\n\n";
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(KEY);
            String signature = Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
            return URLEncoder.encode("type=master&ver=1.0&sig=" + signature, UTF_8);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has HmacSHA256", missing);
        }
    }
}
