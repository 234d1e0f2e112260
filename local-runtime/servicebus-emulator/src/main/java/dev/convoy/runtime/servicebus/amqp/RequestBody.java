package dev.convoy.runtime.servicebus.amqp;

import dev.convoy.runtime.servicebus.message.AmqpValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The map in a management request's body, read by field; a missing or wrong one is named in the error. */
final class RequestBody {

    private final Map<?, ?> fields;

    RequestBody(@Nullable Object body) {
        fields = body instanceof Map<?, ?> map ? map : Map.of();
    }

    /** A request that does not hold what its operation needs. */
    static final class BadRequestException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadRequestException(String message) {
            super(message);
        }
    }

    @Nullable
    String optionalText(String name) {
        Object value = fields.get(name);
        return value == null ? null : value.toString();
    }

    String text(String name) {
        String value = optionalText(name);
        if (value == null) {
            throw new BadRequestException("the field " + name + " is missing");
        }
        return value;
    }

    long number(String name) {
        return numberOf(name, fields.get(name));
    }

    List<Long> longs(String name) {
        return elements(name).stream().map(value -> numberOf(name, value)).toList();
    }

    List<UUID> uuids(String name) {
        List<UUID> uuids = new ArrayList<>();
        for (Object value : elements(name)) {
            if (!(value instanceof UUID uuid)) {
                throw new BadRequestException("the field " + name + " must hold UUIDs");
            }
            uuids.add(uuid);
        }
        return uuids;
    }

    List<RequestBody> maps(String name) {
        return elements(name).stream().map(RequestBody::new).toList();
    }

    @Nullable
    RequestBody optionalMap(String name) {
        return fields.get(name) instanceof Map<?, ?> map ? new RequestBody(map) : null;
    }

    @Nullable
    Object value(String name) {
        return fields.get(name);
    }

    byte[] bytes(String name) {
        byte[] bytes = optionalBytes(name);
        if (bytes == null) {
            throw new BadRequestException("the field " + name + " is missing");
        }
        return bytes;
    }

    byte @Nullable [] optionalBytes(String name) {
        return switch (fields.get(name)) {
            case null -> null;
            case AmqpValue.Binary binary -> binary.bytes();
            case Object other -> throw new BadRequestException("the field " + name + " must be binary, not " + other);
        };
    }

    Map<String, Object> properties(String name) {
        Map<String, Object> properties = new LinkedHashMap<>();
        if (fields.get(name) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (value != null) {
                    properties.put(key instanceof AmqpValue.Symbol symbol ? symbol.name() : key.toString(), value);
                }
            });
        }
        return properties;
    }

    private List<?> elements(String name) {
        return switch (fields.get(name)) {
            case AmqpValue.Array array -> array.elements();
            case List<?> list -> list;
            case null -> throw new BadRequestException("the field " + name + " is missing");
            case Object single -> List.of(single);
        };
    }

    private static long numberOf(String name, @Nullable Object value) {
        return switch (value) {
            case AmqpValue.UInt number -> number.value();
            case AmqpValue.ULong number -> number.bits();
            case AmqpValue.UByte number -> number.value();
            case AmqpValue.UShort number -> number.value();
            case Number number -> number.longValue();
            case null -> throw new BadRequestException("the field " + name + " is missing");
            case Object other -> throw new BadRequestException("the field " + name + " must be a number, not " + other);
        };
    }
}
