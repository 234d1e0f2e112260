package dev.convoy.runtime.cosmos.documents;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** The numbers that name a container for its life, and the ids and links built from them. */
public record ContainerAddress(int database, int container) {

    /** The container's {@code _rid}. */
    public String rid() {
        return ResourceId.ofContainer(database, container);
    }

    public String databaseRid() {
        return ResourceId.ofDatabase(database);
    }

    /** The container's {@code _self}. */
    public String self() {
        return "dbs/" + databaseRid() + "/colls/" + rid() + "/";
    }

    public String ridOf(StoredDocument document) {
        return ResourceId.ofItem(database, container, document.number());
    }

    public String selfOf(StoredDocument document) {
        return self() + "docs/" + ridOf(document) + "/";
    }

    /** The item with the service's properties, as the wire carries it. */
    public byte[] wireForm(StoredDocument document) {
        return wireForm(document, "");
    }

    /** As the change feed carries it, with {@code _lsn}. */
    public byte[] feedForm(StoredDocument document) {
        return wireForm(document, ",\"_lsn\":" + document.lsn());
    }

    private byte[] wireForm(StoredDocument document, String more) {
        byte[] json = document.json().array();
        int end = json.length - 1;
        while (json[end] != '}') {
            end--;
        }
        String rid = ridOf(document);
        String system = ",\"_rid\":\"" + rid + "\",\"_self\":\"" + self() + "docs/" + rid + "/\",\"_etag\":"
                + Json.quote(document.etag()) + ",\"_attachments\":\"attachments/\",\"_ts\":" + document.timestamp()
                + more + "}";
        byte[] tail = system.getBytes(UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(end + tail.length);
        out.write(json, 0, end);
        out.write(tail, 0, tail.length);
        return out.toByteArray();
    }
}
