package dev.convoy.contracts.money;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/**
 * Money in the one configured currency: never negative, two decimals, at most twelve digits before the point. Text on the wire,
 * such as {@code "19.90"}; never floating point.
 */
public record Amount(BigDecimal value) implements Comparable<Amount> {

    private static final Pattern SHAPE = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,2})?");
    private static final int DECIMALS = 2;
    private static final BigDecimal LIMIT = BigDecimal.TEN.pow(12);

    /** Nothing; declared after the limits it is checked against. */
    public static final Amount ZERO = new Amount(BigDecimal.ZERO);

    public Amount {
        if (value.signum() < 0) {
            throw new IllegalArgumentException("must not be negative");
        }
        if (value.compareTo(LIMIT) >= 0) {
            throw new IllegalArgumentException("must have at most 12 digits before the point");
        }
        if (value.stripTrailingZeros().scale() > DECIMALS) {
            throw new IllegalArgumentException("must have at most 2 decimals");
        }
        value = value.setScale(DECIMALS, RoundingMode.UNNECESSARY);
    }

    /** Reads {@code "19.90"}. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Amount of(String text) {
        if (!SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException("must be a decimal as text with at most 2 decimals, such as \"19.90\"");
        }
        return new Amount(new BigDecimal(text));
    }

    public Amount plus(Amount other) {
        return new Amount(value.add(other.value));
    }

    public Amount times(int quantity) {
        return new Amount(value.multiply(BigDecimal.valueOf(quantity)));
    }

    @Override
    public int compareTo(Amount other) {
        return value.compareTo(other.value);
    }

    @JsonValue
    @Override
    public String toString() {
        return value.toPlainString();
    }
}
