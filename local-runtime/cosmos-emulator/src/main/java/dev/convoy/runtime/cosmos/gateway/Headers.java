package dev.convoy.runtime.cosmos.gateway;

import io.netty.util.AsciiString;

/** The header names of the wire, each in one place; each knows its hash, since every request is asked for many of them. */
final class Headers {

    static final AsciiString ACTIVITY_ID = AsciiString.cached("x-ms-activity-id");
    static final AsciiString ALT_CONTENT_PATH = AsciiString.cached("x-ms-alt-content-path");
    static final AsciiString AUTOPILOT = AsciiString.cached("x-ms-cosmos-offer-autopilot-settings");
    static final AsciiString AUTHORIZATION = AsciiString.cached("authorization");
    static final AsciiString A_IM = AsciiString.cached("A-IM");
    static final AsciiString BATCH_ATOMIC = AsciiString.cached("x-ms-cosmos-batch-atomic");
    static final AsciiString BATCH_CONTINUE = AsciiString.cached("x-ms-cosmos-batch-continue-on-error");
    static final AsciiString CONTENT_PATH = AsciiString.cached("x-ms-content-path");
    static final AsciiString CONTINUATION = AsciiString.cached("x-ms-continuation");
    static final AsciiString DATE = AsciiString.cached("date");
    static final AsciiString DURATION = AsciiString.cached("x-ms-request-duration-ms");
    static final AsciiString END_EPK = AsciiString.cached("x-ms-end-epk");
    static final AsciiString ETAG = AsciiString.cached("etag");
    static final AsciiString IF_MATCH = AsciiString.cached("If-Match");
    static final AsciiString IF_MODIFIED_SINCE = AsciiString.cached("If-Modified-Since");
    static final AsciiString IF_NONE_MATCH = AsciiString.cached("If-None-Match");
    static final AsciiString INTENDED_RID = AsciiString.cached("x-ms-cosmos-intended-collection-rid");
    static final AsciiString IS_BATCH = AsciiString.cached("x-ms-cosmos-is-batch-request");
    static final AsciiString IS_QUERY = AsciiString.cached("x-ms-documentdb-isquery");
    static final AsciiString IS_QUERY_PLAN = AsciiString.cached("x-ms-cosmos-is-query-plan-request");
    static final AsciiString IS_UPSERT = AsciiString.cached("x-ms-documentdb-is-upsert");
    static final AsciiString ITEM_COUNT = AsciiString.cached("x-ms-item-count");
    static final AsciiString LSN = AsciiString.cached("lsn");
    static final AsciiString MAX_ITEM_COUNT = AsciiString.cached("x-ms-max-item-count");
    static final AsciiString OFFER_THROUGHPUT = AsciiString.cached("x-ms-offer-throughput");
    static final AsciiString PARTITION_KEY = AsciiString.cached("x-ms-documentdb-partitionkey");
    static final AsciiString PARTITION_KEY_RANGE = AsciiString.cached("x-ms-documentdb-partitionkeyrangeid");
    static final AsciiString PREFER = AsciiString.cached("Prefer");
    static final AsciiString REQUEST_CHARGE = AsciiString.cached("x-ms-request-charge");
    static final AsciiString RETRY_AFTER = AsciiString.cached("x-ms-retry-after-ms");
    static final AsciiString POST_TRIGGERS = AsciiString.cached("x-ms-documentdb-post-trigger-include");
    static final AsciiString PRE_TRIGGERS = AsciiString.cached("x-ms-documentdb-pre-trigger-include");
    static final AsciiString SCRIPT_LOG = AsciiString.cached("x-ms-documentdb-script-log-results");
    static final AsciiString SCRIPT_LOGGING = AsciiString.cached("x-ms-documentdb-script-enable-logging");
    static final AsciiString SESSION_TOKEN = AsciiString.cached("x-ms-session-token");
    static final AsciiString START_EPK = AsciiString.cached("x-ms-start-epk");
    static final AsciiString SUBSTATUS = AsciiString.cached("x-ms-substatus");
    static final AsciiString X_DATE = AsciiString.cached("x-ms-date");
    static final AsciiString USER_AGENT = AsciiString.cached("User-Agent");
    static final AsciiString WIRE_FORMAT = AsciiString.cached("x-ms-cosmos-changefeed-wire-format-version");

    private Headers() {}
}
