package dev.convoy.systemtests.bigresult;

/** Dies at the n-th effect boundary, once. Confined to one thread. */
final class CrashPoint {

    private final int at;
    private int passed;

    /** @param at which boundary, from 1; 0 for none */
    CrashPoint(int at) {
        this.at = at;
    }

    /** The process dies here. */
    static final class Death extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Death(String where) {
            super("died " + where);
        }
    }

    void pass(String where) {
        if (++passed == at) {
            throw new Death(where);
        }
    }

    int passed() {
        return passed;
    }
}
