package dev.convoy.runtime.cosmos.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.runtime.cosmos.documents.Account;
import dev.convoy.runtime.cosmos.documents.Change;
import dev.convoy.runtime.cosmos.documents.ChangeLog;
import dev.convoy.runtime.cosmos.fault.Faults;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** No answer leaves before the log has kept what it tells. */
class KeptBeforeToldTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    private static final String PARTITION_KEY = "x-ms-documentdb-partitionkey: [\"p\"]\r\n";

    private final Log log = new Log();
    private final EmbeddedChannel channel = channel(log);

    @Test
    void one_flush_serves_all_requests_of_a_turn_and_comes_before_their_answers() {
        send(post("dbs", "{\"id\":\"d\"}", "")
                + post("dbs/d/colls", "{\"id\":\"c\",\"partitionKey\":{\"paths\":[\"/pk\"],\"version\":2}}", ""));
        log.events.clear();

        String answers = send(create("a") + create("b"));

        assertThat(answers).containsSubsequence("HTTP/1.1 201 Created", "\"id\":\"a\"", "201 Created", "\"id\":\"b\"");
        assertThat(log.events).containsExactly("append", "append", "flush");
    }

    @Test
    void what_the_log_did_not_keep_is_not_told() {
        log.broken = true;

        String answer = send(post("dbs", "{\"id\":\"d\"}", ""));

        assertThat(answer).startsWith("HTTP/1.1 500 ").doesNotContain("_rid");
    }

    @Test
    void a_name_cannot_end_a_header() {
        send(post("dbs", "{\"id\":\"a\\r\\nevil: 1\"}", "")
                + post(
                        "dbs/a%0D%0Aevil:%201/colls",
                        "{\"id\":\"c\",\"partitionKey\":{\"paths\":[\"/pk\"],\"version\":2}}", ""));

        String answer = send(post("dbs/a%0D%0Aevil:%201/colls/c/docs", "{\"id\":\"a\",\"pk\":\"p\"}", PARTITION_KEY));

        assertThat(answer)
                .startsWith("HTTP/1.1 201 ")
                .contains("dbs/a??evil: 1/colls/c")
                .doesNotContain("\nevil");
    }

    @Test
    void an_old_client_is_answered_and_let_go() {
        String answer = send("GET / HTTP/1.0\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200 OK").contains("\r\nconnection: close\r\n");
        assertThat(channel.isOpen()).isFalse();
    }

    private String send(String requests) {
        channel.writeInbound(Unpooled.copiedBuffer(requests, UTF_8));
        channel.runPendingTasks();
        StringBuilder answers = new StringBuilder();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            assertThat(log.isClean() || log.broken).isTrue();
            answers.append(part.toString(UTF_8));
            part.release();
        }
        return answers.toString();
    }

    private static String create(String id) {
        return post("dbs/d/colls/c/docs", "{\"id\":\"" + id + "\",\"pk\":\"p\"}", PARTITION_KEY);
    }

    private static String post(String path, String body, String headers) {
        return "POST /" + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "Content-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    private static EmbeddedChannel channel(ChangeLog log) {
        Account account = new Account(log, 1, 1);
        Router router = new Router(account);
        Admission everyone = new Admission(Optional.empty(), Optional.empty(), new Faults());
        return new EmbeddedChannel(
                new HttpRequestDecoder(),
                new HttpResponseEncoder(),
                new HttpObjectAggregator(1 << 20),
                new GatewayHandler(router, new Outlet(log), everyone, Runnable::run, CLOCK, false));
    }

    /** Remembers what it was asked for. */
    private static final class Log implements ChangeLog {

        private final List<String> events = new ArrayList<>();
        private boolean broken;

        @Override
        public void append(Change change) {
            events.add("append");
        }

        @Override
        public void flush() {
            if (broken) {
                throw new IllegalStateException("the disk refuses");
            }
            events.add("flush");
        }

        private boolean isClean() {
            return events.isEmpty() || events.getLast().equals("flush");
        }
    }
}
