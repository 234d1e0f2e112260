package dev.convoy.runtime.servicebus.broker;

import dev.convoy.runtime.servicebus.message.MessageView;
import dev.convoy.runtime.servicebus.message.Properties;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lets through what equals it in every property it names; text compares with regard to case. */
public record CorrelationFilter(Map<Properties.Field, String> system, Map<String, Object> application)
        implements Filter {

    public CorrelationFilter {
        system = system.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(system));
        application = Map.copyOf(new LinkedHashMap<>(application));
    }

    @Override
    public boolean matches(MessageView message) {
        return system.entrySet().stream().allMatch(entry -> entry.getValue()
                        .equals(message.properties().text(entry.getKey())))
                && application.entrySet().stream()
                        .allMatch(entry -> equal(
                                entry.getValue(),
                                message.applicationProperties().get(entry.getKey())));
    }

    /** Numbers of any integer type are equal when their values are. */
    private static boolean equal(Object wanted, @Nullable Object actual) {
        if (wanted instanceof Number left && actual instanceof Number right) {
            return isFraction(left) || isFraction(right)
                    ? left.doubleValue() == right.doubleValue()
                    : left.longValue() == right.longValue();
        }
        return wanted.equals(actual);
    }

    private static boolean isFraction(Number number) {
        return number instanceof Double || number instanceof Float;
    }
}
