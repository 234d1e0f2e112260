package dev.convoy.functions.lookup;

import dev.convoy.functions.lookup.provider.OriginPolicy;
import dev.convoy.functions.lookup.worker.ProviderException;
import java.net.URI;

/** Which addresses may be called back: https to hosts outside, or what the configuration names. Immutable. */
final class CallbackPolicy {

    private static final int LONGEST = 2_000;

    private final boolean enabled;
    private final OriginPolicy origins;

    /** @param enabled whether callbacks can be signed here */
    CallbackPolicy(boolean enabled, OriginPolicy origins) {
        this.enabled = enabled;
        this.origins = origins;
    }

    /** @throws IllegalArgumentException saying why it may not be called */
    URI permitted(String text) {
        if (!enabled) {
            throw new IllegalArgumentException("is not possible here: no secret to sign with is set");
        }
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("must have at most " + LONGEST + " characters");
        }
        URI uri = URI.create(text);
        if (uri.getUserInfo() != null) {
            throw new IllegalArgumentException("must not hold credentials");
        }
        try {
            origins.require(uri);
        } catch (ProviderException e) {
            throw new IllegalArgumentException("is refused: " + e.reason(), e);
        }
        return uri;
    }
}
