package dev.convoy.runtime.host.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.convoy.runtime.host.rpc.CollectionString;
import dev.convoy.runtime.host.rpc.TypedData;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The conversions of the platform's Java worker, where they work and where they do not. */
class WireSourceTest {

    private static final TypedData NOTHING = TypedData.getDefaultInstance();

    @SuppressWarnings("unused")
    private Optional<String> optionalText;

    @SuppressWarnings("unused")
    private List<String> texts;

    @SuppressWarnings("unused")
    private List<Map<String, Object>> maps;

    @Test
    void text_becomes_text_numbers_and_what_its_json_says() {
        assertThat(text("5").to(String.class)).isEqualTo("5");
        assertThat(text("5").to(int.class)).isEqualTo(5);
        assertThat(text("[1,2]").to(int[].class)).isEqualTo(new int[] {1, 2});
        assertThat(text("x").to(type("optionalText"))).isEqualTo(Optional.of("x"));
    }

    @Test
    void text_that_is_no_number_is_a_class_cast() {
        assertThatThrownBy(() -> text("five").to(int.class)).isInstanceOf(ClassCastException.class);
    }

    @Test
    void nothing_is_null_or_an_empty_optional() {
        assertThat(WireSource.of(NOTHING).to(String.class)).isNull();
        assertThat(WireSource.of(NOTHING).to(type("optionalText"))).isEqualTo(Optional.empty());
    }

    @Test
    void json_objects_become_texts_where_texts_are_asked_for() {
        WireSource json = json("[{\"a\":1},{\"b\":2}]");
        assertThat(json.to(String[].class)).isEqualTo(new String[] {"{\"a\":1}", "{\"b\":2}"});
        assertThat(json.to(type("texts"))).isEqualTo(List.of("{\"a\":1}", "{\"b\":2}"));
    }

    @Test
    void a_json_text_keeps_its_quotes() {
        assertThat(json("\"2026-01-01T00:00:00Z\"").to(String.class)).isEqualTo("\"2026-01-01T00:00:00Z\"");
    }

    @Test
    void times_and_records_cannot_be_read() {
        assertThatThrownBy(() -> json("{\"product\":\"tea\"}").to(Tea.class)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> json("{\"seconds\":1}").to(Instant.class)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void a_list_of_maps_cannot_be_bound_as_the_worker_casts_its_element_to_a_class() {
        assertThatThrownBy(() -> json("[{}]").to(type("maps"))).isInstanceOf(ClassCastException.class);
    }

    @Test
    void numbers_do_not_become_long_or_double_as_in_the_worker() {
        WireSource number = WireSource.of(TypedData.newBuilder().setInt(7).build());
        assertThat(number.to(int.class)).isEqualTo(7);
        assertThatThrownBy(() -> number.to(long.class)).isInstanceOf(ClassCastException.class);
    }

    @Test
    void bytes_are_bytes_or_utf_8() {
        WireSource bytes = WireSource.of(
                TypedData.newBuilder().setBytes(ByteString.copyFromUtf8("ä")).build());
        assertThat(bytes.to(String.class)).isEqualTo("ä");
        assertThat((byte[]) bytes.to(byte[].class)).hasSize(2);
    }

    @Test
    void collections_of_texts_are_lists_and_arrays() {
        WireSource many = WireSource.of(TypedData.newBuilder()
                .setCollectionString(
                        CollectionString.newBuilder().addString("a").addString("b"))
                .build());
        assertThat(many.to(String[].class)).isEqualTo(new String[] {"a", "b"});
        assertThat(many.to(type("texts"))).isEqualTo(List.of("a", "b"));
        assertThatThrownBy(() -> many.to(int.class)).isInstanceOf(ClassCastException.class);
    }

    private record Tea(String product) {}

    private static WireSource text(String text) {
        return WireSource.of(TypedData.newBuilder().setString(text).build());
    }

    private static WireSource json(String json) {
        return WireSource.of(TypedData.newBuilder().setJson(json).build());
    }

    private static Type type(String field) {
        try {
            return WireSourceTest.class.getDeclaredField(field).getGenericType();
        } catch (NoSuchFieldException absent) {
            throw new IllegalArgumentException(absent);
        }
    }
}
