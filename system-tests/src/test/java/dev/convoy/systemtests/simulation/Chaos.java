package dev.convoy.systemtests.simulation;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** All chance of one run, and whether things go wrong at present. Confined to one thread. */
final class Chaos {

    private final RandomGenerator random;
    private final double mishaps;
    private boolean calm;

    Chaos(long seed) {
        this.random = new SplittableRandom(seed);
        this.mishaps = random.nextDouble() * 0.15;
    }

    /** From now on nothing goes wrong any more. */
    void calmDown() {
        calm = true;
    }

    /** Nothing goes wrong meanwhile. */
    void calmDownFor(Runnable deed) {
        boolean before = calm;
        calm = true;
        deed.run();
        calm = before;
    }

    /** Something goes wrong here. */
    boolean mishap() {
        return !calm && random.nextDouble() < mishaps;
    }

    /** The process may die here. */
    void mayCrash(String where) {
        if (mishap()) {
            throw new CrashException(where);
        }
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    RandomGenerator random() {
        return random;
    }

    /** A process dies: whatever it was doing is not done, or done and not told. */
    static final class CrashException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        CrashException(String where) {
            super("crash " + where, null, false, false);
        }
    }
}
