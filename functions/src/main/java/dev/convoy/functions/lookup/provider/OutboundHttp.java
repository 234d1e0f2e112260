package dev.convoy.functions.lookup.provider;

import dev.convoy.functions.lookup.worker.ProviderException;
import io.netty.channel.ChannelOption;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;

/**
 * HTTP to hosts outside, through one pool of connections. Connects only where the origin policy lets it, to the very address that was
 * checked; follows no redirect; bounded in time and size. Safe for use by several threads.
 */
public final class OutboundHttp implements AutoCloseable {

    /** Larger answers are refused. */
    static final int LARGEST_ANSWER_BYTES = 16 << 20;

    private static final int MOST_CONNECTIONS_PER_HOST = 256;
    private static final int MOST_WAITING_PER_HOST = 1_000;
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final OriginPolicy origins;
    private final ConnectionProvider pool;
    private final PinnedAddresses addresses;
    private final HttpClient client;

    public OutboundHttp(Duration connectTimeout, OriginPolicy origins) {
        this.origins = origins;
        this.pool = ConnectionProvider.builder("lookups")
                .maxConnections(MOST_CONNECTIONS_PER_HOST)
                .pendingAcquireMaxCount(MOST_WAITING_PER_HOST)
                .maxIdleTime(IDLE)
                .build();
        this.addresses = new PinnedAddresses(origins);
        this.client = HttpClient.create(pool)
                .resolver(addresses)
                .followRedirect(false)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connectTimeout.toMillis());
    }

    /** What came back. */
    record Answer(int status, Optional<String> location, byte[] body) {}

    /**
     * GET.
     *
     * @param timeout from now to the last byte
     * @throws ProviderException if it may not be asked, or does not answer in time or within bounds
     */
    Answer get(URI uri, Map<String, String> headers, Duration timeout) {
        origins.require(uri);
        return answer(with(headers).get().uri(uri).response(OutboundHttp::read), timeout);
    }

    /**
     * POST of a text; answers the status.
     *
     * @throws ProviderException if it may not be asked, or does not answer in time or within bounds
     */
    public int post(URI uri, Map<String, String> headers, String body, Duration timeout) {
        origins.require(uri);
        return answer(
                        with(headers)
                                .post()
                                .uri(uri)
                                .send(ByteBufMono.fromString(Mono.just(body)))
                                .response(OutboundHttp::read),
                        timeout)
                .status();
    }

    @Override
    public void close() {
        pool.dispose();
        addresses.close();
    }

    private HttpClient with(Map<String, String> headers) {
        return client.headers(all -> headers.forEach(all::set));
    }

    private static Mono<Answer> read(HttpClientResponse response, ByteBufFlux content) {
        return content.asByteArray()
                .collect(ByteArrayOutputStream::new, OutboundHttp::add)
                .map(body -> new Answer(
                        response.status().code(),
                        Optional.ofNullable(response.responseHeaders().get("Location")),
                        body.toByteArray()));
    }

    private static void add(ByteArrayOutputStream body, byte[] bytes) {
        if (body.size() + bytes.length > LARGEST_ANSWER_BYTES) {
            throw ProviderException.lasting("provider answered more than " + LARGEST_ANSWER_BYTES + " bytes");
        }
        body.writeBytes(bytes);
    }

    private static Answer answer(Flux<Answer> answers, Duration timeout) {
        try {
            return answers.next()
                    .timeout(timeout)
                    .blockOptional()
                    .orElseThrow(() -> ProviderException.passing("provider broke off its answer", null));
        } catch (ProviderException e) {
            throw e;
        } catch (RuntimeException e) {
            Throwable cause = Exceptions.unwrap(e);
            throw cause instanceof ProviderException refused
                    ? refused
                    : ProviderException.passing("provider does not answer", cause);
        }
    }
}
