package dev.convoy.runtime.servicebus.conformance;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import reactor.core.publisher.Mono;

/**
 * Points the administration client at an emulator: the client keeps only a connection string's host and always speaks HTTPS to
 * its standard port; this sends its requests to the emulator's HTTP port instead.
 */
final class EmulatorAdministrationPolicy implements HttpPipelinePolicy {

    private final int port;

    EmulatorAdministrationPolicy(int port) {
        this.port = port;
    }

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
            context.getHttpRequest()
                    .setUrl(new URI("http", null, url.getHost(), port, url.getPath(), url.getQuery(), null).toURL());
        } catch (URISyntaxException | MalformedURLException e) {
            throw new IllegalArgumentException("cannot redirect " + url, e);
        }
    }
}
