package dev.convoy.contracts.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.contracts.id.ProductId;
import dev.convoy.contracts.money.Amount;
import dev.convoy.contracts.order.Compensation.Undo;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Letters say what became of refund and release: - none, o owed, a asked for, d done, s settled by hand; then the asks. */
class CompensationTest {

    private static final Map<String, UnaryOperator<Compensation>> CHANGES = Map.of(
            "refundConfirmed", Compensation::refundConfirmed,
            "releaseConfirmed", Compensation::releaseConfirmed,
            "chargedLate", Compensation::chargedLate,
            "reservedLate", Compensation::reservedLate,
            "askedAgain", Compensation::askedAgain,
            "settled", Compensation::settled);

    @ParameterizedTest(name = "{0} after {1} is {2}")
    @CsvSource({
        "a-1, refundConfirmed, d-1",
        "oa1, releaseConfirmed, ad2",
        "-a3, releaseConfirmed, -d3",
        "da3, releaseConfirmed, dd3",
        "-a1, chargedLate, oa2",
        "--1, chargedLate, a-2",
        "-d2, chargedLate, ad3",
        "a-1, reservedLate, aa2",
        "d-2, reservedLate, da3",
        "oa1, askedAgain, oa2",
        "oa4, settled, ss4",
        "ad2, settled, sd2",
        "d-2, settled, d-2",
        "-a1, settled, -s1"
    })
    void each_change_moves_what_is_owed_as_written(String before, String change, String after) {
        assertThat(CHANGES.get(change).apply(read(before))).isEqualTo(read(after));
    }

    @ParameterizedTest(name = "{0} still owes: {1}")
    @CsvSource({
        "a-1, true",
        "o-1, true",
        "-a1, true",
        "-o1, true",
        "d-1, false",
        "dd2, false",
        "ss1, false",
        "--1, false"
    })
    void something_is_owed_while_anything_is_open(String state, boolean owes) {
        assertThat(read(state).stillOwes()).isEqualTo(owes);
    }

    @Test
    void it_begins_with_what_happened() {
        assertThat(Compensation.ofCharge()).isEqualTo(read("a-1"));
        assertThat(Compensation.ofReservation()).isEqualTo(read("-a1"));
        assertThat(Compensation.ofChargeAndReservation()).isEqualTo(read("oa1"));
    }

    @Test
    void there_is_no_compensation_that_was_never_asked_for() {
        assertThatThrownBy(() -> new Compensation(Undo.Asked, Undo.None, 0)).hasMessage("asks must be at least 1");
    }

    @Test
    void only_completed_and_cancelled_are_final() {
        assertThat(Arrays.stream(OrderStatus.values()).filter(OrderStatus::isFinal))
                .containsExactly(OrderStatus.Completed, OrderStatus.Cancelled);
    }

    @Test
    void a_line_costs_its_pieces_and_has_one_to_ten_thousand() {
        assertThat(line(10_000).total()).isEqualTo(Amount.of("15000.00"));
        assertThat(line(1).total()).isEqualTo(Amount.of("1.50"));
        assertThatThrownBy(() -> line(0)).hasMessage("quantity must be from 1 to 10000");
        assertThatThrownBy(() -> line(10_001)).hasMessage("quantity must be from 1 to 10000");
    }

    private static OrderLine line(int pieces) {
        return new OrderLine(new ProductId("pen"), pieces, Amount.of("1.50"));
    }

    private static Compensation read(String letters) {
        return new Compensation(
                undo(letters.charAt(0)), undo(letters.charAt(1)), Integer.parseInt(letters.substring(2)));
    }

    private static Undo undo(char letter) {
        return switch (letter) {
            case 'o' -> Undo.Owed;
            case 'a' -> Undo.Asked;
            case 'd' -> Undo.Done;
            case 's' -> Undo.Settled;
            default -> Undo.None;
        };
    }
}
