package dev.convoy.runtime.servicebus.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CodecPropertiesTest {

    @Property(tries = 500)
    void whatever_is_written_is_read_back(@ForAll("values") Object value) {
        byte[] encoded = new AmqpWriter(64).value(value).toBytes();

        AmqpReader reader = new AmqpReader(encoded);

        assertThat(reader.readValue()).isEqualTo(value);
        assertThat(reader.hasMore()).isFalse();
        AmqpReader skipping = new AmqpReader(encoded);
        skipping.skipValue();
        assertThat(skipping.hasMore()).isFalse();
    }

    @Property(tries = 1000)
    void any_bytes_are_a_message_or_malformed_and_nothing_else(@ForAll byte[] bytes) {
        try {
            Message message = Message.of(bytes);
            message.properties();
            message.applicationProperties();
            message.bodyValue();
        } catch (MalformedMessageException expected) {
            assertThat(expected).hasMessageMatching("(?s).+");
        }
    }

    @Property(tries = 1000)
    void a_message_with_a_byte_changed_is_a_message_or_malformed(
            @ForAll("applicationProperties") Map<String, Object> properties, @ForAll int at, @ForAll byte changed) {
        byte[] bytes = Message.of(new byte[0])
                .withProperty(Properties.Field.MESSAGE_ID, "id")
                .withApplicationProperties(properties)
                .bytes()
                .clone();
        bytes[Math.floorMod(at, bytes.length)] = changed;

        any_bytes_are_a_message_or_malformed_and_nothing_else(bytes);
    }

    @Property(tries = 300)
    void a_delivery_keeps_everything_and_adds_its_stamp(
            @ForAll("applicationProperties") Map<String, Object> properties) {
        Message sent = Message.of(new byte[0])
                .withProperty(Properties.Field.MESSAGE_ID, "id")
                .withApplicationProperties(properties);
        AmqpWriter out = new AmqpWriter(64);
        new DeliveryStamp(5, 4, 1000, 2000, 0, 3, null).write(sent, out);

        Message received = Message.of(out.toBytes());

        assertThat(received.applicationProperties()).isEqualTo(sent.applicationProperties());
        assertThat(received.properties().text(Properties.Field.MESSAGE_ID)).isEqualTo("id");
    }

    @Provide
    Arbitrary<Object> values() {
        return scalars().list().ofMaxSize(4).map(Object.class::cast).flatMap(list -> Arbitraries.maps(
                        Arbitraries.strings().ofMaxLength(300), scalars())
                .ofMaxSize(4)
                .map(Object.class::cast)
                .flatMap(map -> Arbitraries.oneOf(scalars(), Arbitraries.just(list), Arbitraries.just(map))));
    }

    @Provide
    Arbitrary<Map<String, Object>> applicationProperties() {
        return Arbitraries.maps(Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(20), scalars())
                .ofMaxSize(6);
    }

    private static Arbitrary<Object> scalars() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(300).map(Object.class::cast),
                Arbitraries.integers().map(Object.class::cast),
                Arbitraries.longs().map(Object.class::cast),
                Arbitraries.shorts().map(Object.class::cast),
                Arbitraries.bytes().map(Object.class::cast),
                Arbitraries.doubles().map(Object.class::cast),
                Arbitraries.of(true, false).map(Object.class::cast),
                Arbitraries.longs().map(high -> new UUID(high, ~high)),
                Arbitraries.longs().map(AmqpValue.Timestamp::new),
                Arbitraries.longs().map(AmqpValue.ULong::new),
                Arbitraries.longs().between(0, 0xffff_ffffL).map(AmqpValue.UInt::new),
                Arbitraries.integers().between(0, 255).map(AmqpValue.UByte::new),
                Arbitraries.strings().alpha().ofMaxLength(300).map(AmqpValue.Symbol::new),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(300).map(AmqpValue.Binary::new));
    }
}
