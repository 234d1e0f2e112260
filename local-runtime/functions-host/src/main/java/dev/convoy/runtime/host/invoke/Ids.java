package dev.convoy.runtime.host.invoke;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Ids that need to differ but not to be unguessable; a secure random source would be a bottleneck at this rate. */
final class Ids {

    private Ids() {}

    static String next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
