package dev.convoy.benchmarks.bigresult;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The memory of an app's process: its heap by its collector's log, its resident set by what Linux keeps. */
final class AppMeter {

    private static final Pattern PAUSE = Pattern.compile("Pause .* (\\d+)M->(\\d+)M\\((\\d+)M\\)");

    private final Path folder;

    AppMeter(Path folder) {
        this.folder = folder;
    }

    /** JVM options that make the collector write where this looks. */
    List<String> jvmOptions() {
        return List.of("-Xlog:gc:file=" + folder.resolve("gc-%p.log"));
    }

    /** The most heap that was in use when the collector ran, in MiB; 0 if it never ran. */
    double peakHeapMebibytes(long processId) throws IOException {
        return max(processId, 1);
    }

    /** The most heap that was in use after the collector had run: what was really held. */
    double peakLiveMebibytes(long processId) throws IOException {
        return max(processId, 2);
    }

    /** The most memory the process ever had, in MiB ({@code VmHWM} of proc(5)); not a number where there is no such thing. */
    static double peakResidentMebibytes(long processId) throws IOException {
        Path status = Path.of("/proc", Long.toString(processId), "status");
        if (!Files.exists(status)) {
            return Double.NaN;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D+", "")) / 1024)
                    .findFirst()
                    .orElse(Double.NaN);
        }
    }

    private double max(long processId, int group) throws IOException {
        Path log = folder.resolve("gc-" + processId + ".log");
        if (!Files.exists(log)) {
            return Double.NaN;
        }
        try (Stream<String> lines = Files.lines(log)) {
            return lines.map(PAUSE::matcher)
                    .filter(Matcher::find)
                    .mapToDouble(matcher -> Double.parseDouble(matcher.group(group)))
                    .max()
                    .orElse(0);
        }
    }
}
