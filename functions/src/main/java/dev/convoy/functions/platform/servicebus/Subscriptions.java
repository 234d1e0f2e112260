package dev.convoy.functions.platform.servicebus;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.exception.ResourceExistsException;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.messaging.servicebus.administration.ServiceBusAdministrationClient;
import com.azure.messaging.servicebus.administration.ServiceBusAdministrationClientBuilder;
import com.azure.messaging.servicebus.administration.models.CorrelationRuleFilter;
import com.azure.messaging.servicebus.administration.models.CreateRuleOptions;
import com.azure.messaging.servicebus.administration.models.CreateSubscriptionOptions;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Subscriptions of a topic that are made when first needed, through the administration API. What is known to exist is remembered for a while. Safe
 * for use by several threads.
 */
public final class Subscriptions {

    private static final int MOST_REMEMBERED = 10_000;
    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final int DELIVERIES = 10;
    private static final int FIRST_SERVER_ERROR = 500;
    private static final int THROTTLED = 429;

    private final ServiceBusConnection connection;
    private final Optional<URI> emulator;
    private final Cache<String, Boolean> known = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(REMEMBERED)
            .build();
    private @Nullable ServiceBusAdministrationClient client;

    /** @param emulator where an emulator's administration API listens */
    public Subscriptions(ServiceBusConnection connection, Optional<URI> emulator) {
        this.connection = connection;
        this.emulator = emulator;
    }

    /**
     * A subscription to make.
     *
     * @param equal application properties that a message must have
     * @param idle after which the service deletes it; empty for never
     */
    public record Wish(String topic, String name, Map<String, String> equal, Optional<Duration> idle) {
        public Wish {
            equal = Map.copyOf(equal);
        }
    }

    /**
     * Makes it unless it is there.
     *
     * @throws BusUnreachableException if the API does not answer; safe to retry
     */
    public void ensure(Wish wish) {
        String key = wish.topic() + "/" + wish.name();
        if (known.getIfPresent(key) == null) {
            create(wish);
            known.put(key, true);
        }
    }

    private void create(Wish wish) {
        CorrelationRuleFilter filter = new CorrelationRuleFilter();
        filter.getProperties().putAll(wish.equal());
        CreateSubscriptionOptions options = new CreateSubscriptionOptions().setMaxDeliveryCount(DELIVERIES);
        wish.idle().ifPresent(options::setAutoDeleteOnIdle);
        try {
            if (!client().getSubscriptionExists(wish.topic(), wish.name())) {
                client().createSubscription(
                                wish.topic(), wish.name(), "wanted", options, new CreateRuleOptions(filter));
            }
        } catch (ResourceExistsException e) {
            return; // another instance was faster
        } catch (HttpResponseException e) {
            throw mapped(wish, e);
        } catch (RuntimeException e) {
            throw isConnection(e) ? new BusUnreachableException("subscribe", wish.topic(), e) : e;
        }
    }

    private static RuntimeException mapped(Wish wish, HttpResponseException e) {
        @Nullable HttpResponse response = e.getResponse();
        int status = response == null ? 0 : response.getStatusCode();
        return status == 0 || status == THROTTLED || status >= FIRST_SERVER_ERROR
                ? new BusUnreachableException("subscribe", wish.topic(), e)
                : e;
    }

    private static boolean isConnection(Throwable problem) {
        @Nullable Throwable cause = problem;
        for (int depth = 0; cause != null && depth < 8; depth++) {
            if (cause instanceof IOException || cause instanceof UncheckedIOException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private synchronized ServiceBusAdministrationClient client() {
        ServiceBusAdministrationClient open = client;
        if (open == null) {
            ServiceBusAdministrationClientBuilder builder = new ServiceBusAdministrationClientBuilder();
            emulator.map(Redirect::new).ifPresent(builder::addPolicy);
            open = switch (connection) {
                case ServiceBusConnection.ByConnectionString(String text) ->
                    builder.connectionString(text).buildClient();
                case ServiceBusConnection.ByIdentity(String namespace) ->
                    builder.credential(namespace, new DefaultAzureCredentialBuilder().build())
                            .buildClient();
            };
            client = open;
        }
        return open;
    }

    /** The client keeps only a connection string's host and always speaks HTTPS to its standard port; an emulator is elsewhere. */
    private record Redirect(URI base) implements HttpPipelinePolicy {

        @Override
        public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
            redirect(context);
            return next.process();
        }

        @Override
        public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
            redirect(context);
            return next.processSync();
        }

        private void redirect(HttpPipelineCallContext context) {
            URL url = context.getHttpRequest().getUrl();
            try {
                URI there = new URI(
                        base.getScheme(), null, base.getHost(), base.getPort(), url.getPath(), url.getQuery(), null);
                context.getHttpRequest().setUrl(there.toURL());
            } catch (URISyntaxException | MalformedURLException e) {
                throw new IllegalArgumentException("cannot redirect " + url, e);
            }
        }
    }
}
