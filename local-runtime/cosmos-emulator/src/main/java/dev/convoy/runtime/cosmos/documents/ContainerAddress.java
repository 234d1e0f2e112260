package dev.convoy.runtime.cosmos.documents;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The numbers that name a container for its life, and the ids and links built from them. Immutable; the links are made when asked for. */
public final class ContainerAddress {

    private final int database;
    private final int container;
    private @Nullable String rid;
    private @Nullable String self;

    public ContainerAddress(int database, int container) {
        this.database = database;
        this.container = container;
    }

    public int database() {
        return database;
    }

    public int container() {
        return container;
    }

    /** The container's {@code _rid}. */
    public String rid() {
        String made = rid;
        if (made == null) {
            made = ResourceId.ofContainer(database, container);
            rid = made;
        }
        return made;
    }

    public String databaseRid() {
        return ResourceId.ofDatabase(database);
    }

    /** The container's {@code _self}. */
    public String self() {
        String made = self;
        if (made == null) {
            made = "dbs/" + databaseRid() + "/colls/" + rid() + "/";
            self = made;
        }
        return made;
    }

    public String ridOf(StoredDocument document) {
        return ResourceId.ofItem(database, container, document.number());
    }

    public String ridOf(Script script) {
        return ResourceId.ofScript(database, container, script);
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
        String itemRid = ridOf(document);
        String etag = document.etag();
        String system = ",\"_rid\":\"" + itemRid + "\",\"_self\":\"" + self() + "docs/" + itemRid + "/\",\"_etag\":\"\\"
                + etag.substring(0, etag.length() - 1) + "\\\"\",\"_attachments\":\"attachments/\",\"_ts\":"
                + document.timestamp() + more + "}";
        byte[] tail = system.getBytes(ISO_8859_1);
        byte[] out = Arrays.copyOf(json, end + tail.length);
        System.arraycopy(tail, 0, out, end, tail.length);
        return out;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ContainerAddress address
                && database == address.database
                && container == address.container;
    }

    @Override
    public int hashCode() {
        return 31 * database + container;
    }

    @Override
    public String toString() {
        return database + "/" + container;
    }
}
