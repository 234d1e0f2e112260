package dev.convoy.results.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of bytes as people write it: {@code 250MB}, {@code 64 KB}, {@code 1g}. Units are powers of 1,024. */
public record ByteSize(long bytes) {

    private static final Pattern SHAPE = Pattern.compile("(\\d{1,12})\\s*([KMGT]?)(I?B)?", Pattern.CASE_INSENSITIVE);
    private static final String UNITS = "KMGT";
    private static final int STEP = 1024;

    /**
     * Reads a size.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static ByteSize of(String text) {
        Matcher matcher = SHAPE.matcher(text.trim());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no size, such as 250MB or 64KB");
        }
        long bytes = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2).toUpperCase(Locale.ROOT);
        int steps = unit.isEmpty() ? 0 : UNITS.indexOf(unit) + 1;
        for (int i = 0; i < steps; i++) {
            bytes = Math.multiplyExact(bytes, STEP);
        }
        return new ByteSize(bytes);
    }

    @Override
    public String toString() {
        double value = bytes;
        int steps = 0;
        while (value >= STEP && steps < UNITS.length()) {
            value /= STEP;
            steps++;
        }
        return steps == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %sB", value, UNITS.charAt(steps - 1));
    }

    /** As picocli wants it. */
    public static final class Converter implements ITypeConverter<ByteSize> {

        public Converter() {}

        @Override
        public ByteSize convert(String text) {
            try {
                return of(text);
            } catch (IllegalArgumentException | ArithmeticException wrong) {
                throw new TypeConversionException(String.valueOf(wrong.getMessage()));
            }
        }
    }
}
