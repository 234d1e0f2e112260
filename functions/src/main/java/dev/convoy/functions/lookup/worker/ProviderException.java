package dev.convoy.functions.lookup.worker;

import org.jspecify.annotations.Nullable;

/** A provider gave no sensible answer; the message is a short reason that may be shown to callers. */
public final class ProviderException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean transientFault;

    private ProviderException(String reason, boolean transientFault, @Nullable Throwable cause) {
        super(reason, cause);
        this.transientFault = transientFault;
    }

    /** Asking again may help. */
    public static ProviderException passing(String reason, @Nullable Throwable cause) {
        return new ProviderException(reason, true, cause);
    }

    /** Asking again gives the same. */
    public static ProviderException lasting(String reason) {
        return new ProviderException(reason, false, null);
    }

    public boolean isTransient() {
        return transientFault;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
