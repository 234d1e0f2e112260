package dev.convoy.runtime.cosmos.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.runtime.cosmos.documents.Account;
import dev.convoy.runtime.cosmos.documents.Container;
import dev.convoy.runtime.cosmos.documents.ContainerSettings;
import dev.convoy.runtime.cosmos.documents.Database;
import dev.convoy.runtime.cosmos.documents.Json;
import dev.convoy.runtime.cosmos.documents.Partition;
import dev.convoy.runtime.cosmos.documents.PartitionRange;
import dev.convoy.runtime.cosmos.documents.Refusal;
import dev.convoy.runtime.cosmos.documents.RefusedException;
import dev.convoy.runtime.cosmos.documents.ResourceId;
import java.util.Optional;

/** The account, its databases, containers and their partition ranges. Stateless but for the account. */
final class ResourceEndpoint {

    private final Account account;
    private final OfferEndpoint offers;

    ResourceEndpoint(Account account, OfferEndpoint offers) {
        this.account = account;
        this.offers = offers;
    }

    /** What clients ask first: one region, both writable and readable, at the address they used. */
    GatewayResponse account(GatewayRequest request, boolean tls) {
        String endpoint = (tls ? "https://" : "http://") + request.headers().get("Host") + "/";
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("_self", "").put("id", "local").put("_rid", "local.documents").put("media", "//media/");
        json.put("addresses", "//addresses/").put("_dbs", "//dbs/");
        for (String list : new String[] {"writableLocations", "readableLocations"}) {
            json.putArray(list).addObject().put("name", "Local").put("databaseAccountEndpoint", endpoint);
        }
        json.put("enableMultipleWriteLocations", false);
        json.putObject("userReplicationPolicy")
                .put("asyncReplication", false)
                .put("minReplicaSetSize", 1)
                .put("maxReplicasetSize", 1);
        json.putObject("userConsistencyPolicy").put("defaultConsistencyLevel", "Session");
        json.putObject("systemReplicationPolicy").put("minReplicaSetSize", 1).put("maxReplicasetSize", 1);
        json.putObject("readPolicy").put("primaryReadCoefficient", 1).put("secondaryReadCoefficient", 1);
        json.put("queryEngineConfiguration", QueryEngineConfiguration.JSON);
        return GatewayResponse.of(200, json);
    }

    GatewayResponse createDatabase(GatewayRequest request) {
        Database database =
                account.createDatabase(Json.object(request.body()).path("id").asText(), request.now());
        offers.createFor(database.rid(), request);
        return database(201, database);
    }

    GatewayResponse readDatabase(String name) {
        return database(200, account.requireDatabase(name));
    }

    GatewayResponse listDatabases(GatewayRequest request) {
        ArrayNode entries = Json.MAPPER.createArrayNode();
        account.databases().forEach(database -> entries.add(json(database)));
        return ResourceFeed.answer(request, "", "Databases", entries);
    }

    GatewayResponse deleteDatabase(String name) {
        account.deleteDatabase(name);
        return GatewayResponse.of(204);
    }

    GatewayResponse createContainer(GatewayRequest request, String database) {
        ContainerSettings settings = ContainerSettings.parse(Json.object(request.body()));
        Container container = account.createContainer(database, settings, request.now());
        offers.createFor(container.address().rid(), request);
        return container(201, account.requireDatabase(database), container);
    }

    GatewayResponse readContainer(String database, String name) {
        return container(200, account.requireDatabase(database), account.requireContainer(database, name));
    }

    GatewayResponse replaceContainer(GatewayRequest request, String database, String name) {
        ContainerSettings settings = ContainerSettings.parse(Json.object(request.body()));
        Container container = account.replaceContainer(database, name, settings, request.now());
        return container(200, account.requireDatabase(database), container);
    }

    GatewayResponse listContainers(GatewayRequest request, String databaseName) {
        Database database = account.requireDatabase(databaseName);
        ArrayNode entries = Json.MAPPER.createArrayNode();
        database.containers().forEach(container -> entries.add(json(container)));
        return ResourceFeed.answer(request, database.rid(), "DocumentCollections", entries);
    }

    GatewayResponse deleteContainer(String database, String name) {
        account.deleteContainer(database, name);
        return GatewayResponse.of(204);
    }

    /** The partition ranges; 304 to a client that has them, for they never change. */
    GatewayResponse ranges(GatewayRequest request) {
        Database database = account.database(request.path().get(1))
                .orElseThrow(() -> new RefusedException(
                        Refusal.ownerNotFound(request.path().get(1))));
        Optional<Container> found = database.container(request.path().get(3));
        Container container = found.orElseThrow(
                () -> new RefusedException(Refusal.ownerNotFound(request.path().get(3))));
        String etag = "\"" + container.address().rid() + "\"";
        if (etag.equals(request.header(Headers.IF_NONE_MATCH))) {
            return GatewayResponse.of(304).header(Headers.ETAG, etag);
        }
        ArrayNode entries = Json.MAPPER.createArrayNode();
        container.partitions().forEach(partition -> entries.add(json(container, partition)));
        return GatewayResponse.of(200, Answers.feed(container.address().rid(), "PartitionKeyRanges", entries))
                .header(Headers.ETAG, etag)
                .header(Headers.ITEM_COUNT, Integer.toString(entries.size()));
    }

    private static GatewayResponse database(int status, Database database) {
        ObjectNode json = json(database);
        return GatewayResponse.of(status, json)
                .header(Headers.ETAG, json.path("_etag").asText());
    }

    private static GatewayResponse container(int status, Database database, Container container) {
        return GatewayResponse.of(status, json(container))
                .header(Headers.ETAG, container.etag())
                .header(Headers.ALT_CONTENT_PATH, "dbs/" + database.id())
                .header(Headers.CONTENT_PATH, database.rid())
                .header(
                        "x-ms-resource-quota",
                        "collectionSize=21474836480;documentsSize=21474836480;documentsCount=-1;")
                .header("x-ms-resource-usage", usageOf(container));
    }

    private static String usageOf(Container container) {
        long items = 0;
        long bytes = 0;
        for (Partition partition : container.partitions()) {
            items += partition.size().items();
            bytes += partition.size().bytes();
        }
        long kilobytes = bytes / 1024;
        return "collectionSize=" + kilobytes + ";documentsSize=" + kilobytes + ";documentsCount=" + items + ";";
    }

    private static ObjectNode json(Database database) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("id", database.id()).put("_rid", database.rid());
        json.put("_self", "dbs/" + database.rid() + "/");
        json.put("_etag", "\"" + Integer.toHexString(database.number()) + "-" + database.timestamp() + "\"");
        json.put("_colls", "colls/").put("_users", "users/").put("_ts", database.timestamp());
        return json;
    }

    private static ObjectNode json(Container container) {
        ObjectNode json = container.settings().json().deepCopy();
        json.put("_rid", container.address().rid())
                .put("_self", container.address().self());
        json.put("_etag", container.etag()).put("_ts", container.timestamp());
        json.put("_docs", "docs/").put("_sprocs", "sprocs/").put("_triggers", "triggers/");
        json.put("_udfs", "udfs/").put("_conflicts", "conflicts/");
        return json;
    }

    private static ObjectNode json(Container container, Partition partition) {
        PartitionRange range = partition.range();
        String rid = ResourceId.ofRange(
                container.address().database(), container.address().container(), range.index());
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("_rid", rid).put("id", range.id()).put("_etag", container.etag());
        json.put("minInclusive", range.min()).put("maxExclusive", range.max());
        json.put("ridPrefix", range.index())
                .put("_self", container.address().self() + "pkranges/" + rid + "/")
                .put("throughputFraction", 1.0 / container.partitions().size())
                .put("status", "online");
        json.putArray("parents");
        return json.put("_ts", container.timestamp()).put("_lsn", partition.lsn());
    }
}
