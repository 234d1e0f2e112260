package dev.convoy.runtime.cosmos.gateway;

/**
 * The request charge, by a formula of our own that is near the service's published figures: a point read costs 1 RU for each
 * started KB, a write 5 RU and 1 for each further started KB plus 20 % of that for a replace, delete as a write; a query 2.3 RU,
 * 0.02 for each document looked at and 1 for each started 4 KB of answer; a page of the change feed 1 RU and 1 for each started
 * 4 KB. Deterministic; stateless.
 */
final class RequestCharge {

    private static final int KB = 1024;

    private RequestCharge() {}

    static double read(int bytes) {
        return kilobytes(bytes);
    }

    static double write(int bytes) {
        return 4 + kilobytes(bytes);
    }

    static double query(int examined, int bytes) {
        return rounded(2.3 + 0.02 * examined + bytes / (4 * KB));
    }

    static double feed(int bytes) {
        return 1 + (bytes + 4 * KB - 1) / (4 * KB);
    }

    private static int kilobytes(int bytes) {
        return Math.max(1, (bytes + KB - 1) / KB);
    }

    private static double rounded(double units) {
        return Math.round(units * 100) / 100.0;
    }
}
