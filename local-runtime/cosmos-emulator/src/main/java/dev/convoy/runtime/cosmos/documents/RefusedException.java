package dev.convoy.runtime.cosmos.documents;

/** A request that the service refuses as a whole. Carries the answer; not an outage: repeating it gives the same. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    public RefusedException(Refusal refusal) {
        super(refusal.message(), null, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
