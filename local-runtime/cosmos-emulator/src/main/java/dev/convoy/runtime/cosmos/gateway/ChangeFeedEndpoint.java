package dev.convoy.runtime.cosmos.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.convoy.runtime.cosmos.documents.Account;
import dev.convoy.runtime.cosmos.documents.ChangePage;
import dev.convoy.runtime.cosmos.documents.ItemKey;
import dev.convoy.runtime.cosmos.documents.Partition;
import dev.convoy.runtime.cosmos.documents.PartitionKey;
import dev.convoy.runtime.cosmos.documents.Refusal;
import dev.convoy.runtime.cosmos.documents.RefusedException;
import dev.convoy.runtime.cosmos.documents.StoredDocument;
import java.io.ByteArrayOutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The change feed as the SDKs pull it: {@code GET docs} with {@code A-IM}. The ETag of a page is the log sequence number to go on
 * from; an empty page is 304. Stateless but for the account.
 */
final class ChangeFeedEndpoint {

    private static final ChangePage.Bounds DEFAULT_BOUNDS = new ChangePage.Bounds(1000, 4 << 20);
    private static final String WRAPPED_FORMAT = "2021-09-15";
    private static final String FROM_NOW = "*";
    private static final String LATEST_VERSION = "Incremental Feed";
    private static final String ALL_VERSIONS = "Full-Fidelity Feed";

    private final Account account;

    ChangeFeedEndpoint(Account account) {
        this.account = account;
    }

    GatewayResponse read(GatewayRequest request) {
        boolean everyVersion = ALL_VERSIONS.equalsIgnoreCase(request.header(Headers.A_IM));
        if (!everyVersion && !LATEST_VERSION.equalsIgnoreCase(request.header(Headers.A_IM))) {
            throw new RefusedException(
                    Refusal.badRequest("Unknown change feed mode '" + request.header(Headers.A_IM) + "'."));
        }
        Target target = Target.of(account, request);
        PartitionKey key = target.key(request);
        List<Partition> partitions = target.partitions(request, key);
        if (partitions.size() != 1) {
            throw new RefusedException(Refusal.badRequest(
                    "A change feed request must name one partition key range or partition key of this container."));
        }
        Partition partition = partitions.getFirst();
        SessionToken.require(request.header(Headers.SESSION_TOKEN), partition.range(), partition.lsn());
        if (everyVersion) {
            FullFidelityFeed feed = new FullFidelityFeed(target, partition);
            GatewayResponse answer = feed.read(
                    startOf(request, partition),
                    request.maxItems(DEFAULT_BOUNDS.items()),
                    wantedKeys(target, request, key));
            return Answers.located(answer, target, partition);
        }
        Instant since = sinceOf(request);
        ChangePage.Bounds bounds =
                new ChangePage.Bounds(request.maxItems(DEFAULT_BOUNDS.items()), DEFAULT_BOUNDS.bytes());
        ChangePage page = partition.changesAfter(
                startOf(request, partition), bounds, wanted(target, request, key, since), request.now());
        boolean wrapped = WRAPPED_FORMAT.equals(request.header(Headers.WIRE_FORMAT));
        GatewayResponse answer = answer(target, page, wrapped);
        if (page.documents().isEmpty() && (wrapped || awaitsChanges(request)) && !beginsNow(request)) {
            answer.nothingNew(partition, page.lsn());
        }
        return Answers.located(answer, target, partition);
    }

    /** Whether the client would rather wait than ask again and again; change feed processors would, and are told by the wrapped format. */
    private static boolean awaitsChanges(GatewayRequest request) {
        String client = request.header(Headers.USER_AGENT);
        return client != null && client.contains(HeldFeed.USER_AGENT_MARK);
    }

    /** Answered at once: held back, "now" would be later, and what changed in between would be read by nobody. */
    private static boolean beginsNow(GatewayRequest request) {
        return FROM_NOW.equals(request.header(Headers.IF_NONE_MATCH));
    }

    private static long startOf(GatewayRequest request, Partition partition) {
        String etag = request.header(Headers.IF_NONE_MATCH);
        if (etag == null) {
            return 0;
        }
        if (etag.equals(FROM_NOW)) {
            return partition.lsn();
        }
        String digits = etag.replace("\"", "");
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException notANumber) {
            throw new RefusedException(Refusal.badRequest("The change feed continuation is malformed: " + etag));
        }
    }

    private static Predicate<StoredDocument> wanted(
            Target target, GatewayRequest request, @Nullable PartitionKey key, Instant since) {
        long seconds = since.getEpochSecond();
        Predicate<ItemKey> keys = wantedKeys(target, request, key);
        return document -> document.timestamp() >= seconds && keys.test(document.key());
    }

    private static Predicate<ItemKey> wantedKeys(Target target, GatewayRequest request, @Nullable PartitionKey key) {
        Predicate<ItemKey> wanted = item -> key == null || key.isPrefixOf(item.partitionKey());
        return EpkFilter.of(target, request).map(wanted::and).orElse(wanted);
    }

    private static Instant sinceOf(GatewayRequest request) {
        String since = request.header(Headers.IF_MODIFIED_SINCE);
        if (since == null) {
            return Instant.EPOCH;
        }
        try {
            return since.endsWith("Z") && since.contains("T")
                    ? Instant.parse(since)
                    : OffsetDateTime.parse(since, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
        } catch (DateTimeException malformed) {
            throw new RefusedException(
                    Refusal.badRequest("Invalid value in header " + Headers.IF_MODIFIED_SINCE + ": " + since));
        }
    }

    private static GatewayResponse answer(Target target, ChangePage page, boolean wrapped) {
        String etag = "\"" + page.lsn() + "\"";
        if (page.documents().isEmpty()) {
            return GatewayResponse.of(304)
                    .header(Headers.ETAG, etag)
                    .header(Headers.ITEM_COUNT, "0")
                    .charge(RequestCharge.feed(0));
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream(4096);
        write(body, "{\"_rid\":\"" + target.container().address().rid() + "\",\"Documents\":[");
        String separator = "";
        for (StoredDocument document : page.documents()) {
            write(body, separator);
            write(body, wrapped ? "{\"current\":" : "");
            body.writeBytes(target.container().address().feedForm(document));
            write(body, wrapped ? metadataOf(document) : "");
            separator = ",";
        }
        write(body, "],\"_count\":" + page.documents().size() + "}");
        return GatewayResponse.of(200)
                .header(Headers.ETAG, etag)
                .header(Headers.ITEM_COUNT, Integer.toString(page.documents().size()))
                .charge(RequestCharge.feed(body.size()))
                .body(body.toByteArray());
    }

    /** The rest of an entry of the wrapped format, which the change feed processor asks for. */
    private static String metadataOf(StoredDocument document) {
        return ",\"metadata\":{\"lsn\":" + document.lsn() + ",\"crts\":" + document.timestamp() + "}}";
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(UTF_8));
    }
}
