package dev.convoy.results.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Shows how many bytes are done: on a terminal as a bar that redraws itself, elsewhere as a line every ten seconds. Guarded by its own lock; safe for use by several
 * threads.
 */
final class ProgressBar {

    private static final int WIDTH = 30;
    private static final Duration REDRAW = Duration.ofMillis(100);
    private static final Duration LINE = Duration.ofSeconds(10);

    private final PrintWriter out;
    private final boolean terminal;
    private final LongSupplier nanos;
    private final long started;
    private final long totalBytes;
    private long doneBytes;
    private long newBytes;
    private long drawn;

    /**
     * @param totalBytes -1 if it is not known
     * @param doneBytes what was done before
     * @param nanos a clock such as {@link System#nanoTime}
     */
    ProgressBar(PrintWriter out, boolean terminal, long totalBytes, long doneBytes, LongSupplier nanos) {
        this.out = out;
        this.terminal = terminal;
        this.totalBytes = totalBytes;
        this.doneBytes = doneBytes;
        this.nanos = nanos;
        this.started = nanos.getAsLong();
        this.drawn = started;
    }

    synchronized void add(long bytes) {
        doneBytes += bytes;
        newBytes += bytes;
        long now = nanos.getAsLong();
        if (now - drawn >= (terminal ? REDRAW : LINE).toNanos()) {
            drawn = now;
            draw(now);
        }
    }

    /** Draws it a last time and leaves its line. */
    synchronized void end() {
        draw(nanos.getAsLong());
        if (terminal) {
            out.println();
            out.flush();
        }
    }

    private void draw(long now) {
        String text = text(now);
        if (terminal) {
            out.print("\r\033[K" + text);
        } else {
            out.println(text);
        }
        out.flush();
    }

    private String text(long now) {
        double seconds = Math.max(1e-3, (now - started) / 1e9);
        double rate = newBytes / seconds;
        String speed = new ByteSize((long) rate) + "/s";
        if (totalBytes < 0) {
            return new ByteSize(doneBytes) + ", " + speed;
        }
        double part = totalBytes == 0 ? 1 : Math.min(1, (double) doneBytes / totalBytes);
        return String.format(
                Locale.ROOT,
                "%s %3d%%  %s of %s, %s%s",
                bar(part),
                (int) (part * 100),
                new ByteSize(doneBytes),
                new ByteSize(totalBytes),
                speed,
                left(rate));
    }

    private static String bar(double part) {
        int full = (int) (part * WIDTH);
        return "[" + "=".repeat(full) + " ".repeat(WIDTH - full) + "]";
    }

    private String left(double rate) {
        long bytes = totalBytes - doneBytes;
        if (bytes <= 0 || rate < 1) {
            return "";
        }
        long seconds = (long) Math.ceil(bytes / rate);
        return String.format(Locale.ROOT, ", %d:%02d left", seconds / 60, seconds % 60);
    }
}
