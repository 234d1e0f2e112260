package dev.convoy.runtime.servicebus.message;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Mends footers whose keys are strings: SDKs write them so, but read the keys as symbols (AMQP 1.0 §3.2.10). Stateless. */
final class Footers {

    private Footers() {}

    static byte[] withSymbolKeys(byte[] bytes, int footerStart) {
        if (footerStart == bytes.length) {
            return bytes;
        }
        AmqpReader reader = new AmqpReader(bytes, footerStart, bytes.length);
        reader.readSectionCode();
        Map<Object, @Nullable Object> symbols = new LinkedHashMap<>();
        reader.readMap()
                .forEach((key, value) ->
                        symbols.put(key instanceof String name ? new AmqpValue.Symbol(name) : key, value));
        AmqpWriter out = new AmqpWriter(bytes.length + 64);
        out.raw(bytes, 0, footerStart).descriptor(TypeCodes.FOOTER).value(symbols);
        return out.toBytes();
    }
}
