package dev.convoy.benchmarks.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;

/** The figures of one run, in the order in which they were measured. Confined to one thread. */
public final class Report {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String name;
    private final ObjectNode json = MAPPER.createObjectNode();
    private final ObjectNode figures = MAPPER.createObjectNode();
    private final StringBuilder text = new StringBuilder();

    public Report(String name, Instant now) {
        this.name = name;
        ObjectNode machine = MAPPER.createObjectNode();
        machine.put("processors", Runtime.getRuntime().availableProcessors());
        machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        machine.put("java", System.getProperty("java.version"));
        json.put("benchmark", name).put("at", now.toString());
        json.set("machine", machine);
        json.set("figures", figures);
        text.append(name)
                .append(", ")
                .append(now)
                .append(", ")
                .append(machine.path("processors").asInt())
                .append(" processors, JDK ")
                .append(machine.path("java").asText())
                .append('\n');
    }

    /** Adds a figure and says it at once. */
    public void figure(String key, double value, String unit) {
        figures.putObject(key).put("value", value).put("unit", unit);
        String line = String.format(Locale.ROOT, "  %-72s %10.2f %s", key, value, unit);
        text.append(line).append('\n');
        System.out.println(line);
    }

    /** Adds the median and the upper percentiles of the samples. */
    public void latencies(String key, Samples samples) {
        figure(key + " p50", samples.percentileMillis(50), "ms");
        figure(key + " p95", samples.percentileMillis(95), "ms");
        figure(key + " p99", samples.percentileMillis(99), "ms");
    }

    /**
     * Writes {@code <name>.txt} and {@code <name>.json} into the folder.
     *
     * @throws IllegalStateException if that fails
     */
    public void write(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name + ".txt"), text);
            MAPPER.writerWithDefaultPrettyPrinter()
                    .writeValue(folder.resolve(name + ".json").toFile(), json);
        } catch (IOException failed) {
            throw new IllegalStateException("the report cannot be written to " + folder + ": " + failed, failed);
        }
        System.out.println("report: " + folder.resolve(name + ".txt"));
    }
}
