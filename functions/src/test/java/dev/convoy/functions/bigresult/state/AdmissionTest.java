package dev.convoy.functions.bigresult.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.contracts.bigresult.ResultStatus;
import dev.convoy.contracts.bigresult.TimeLimits;
import dev.convoy.contracts.id.ClientId;
import dev.convoy.contracts.id.TransactionId;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private static final ClientId ADA = new ClientId("ada");
    private static final TransactionId FIRST = new TransactionId("transaction-1");
    private static final TransactionId SECOND = new TransactionId("transaction-2");
    private static final TransactionId THIRD = new TransactionId("transaction-3");

    private final Transactions transactions = new Transactions(2);

    @Test
    void no_more_than_so_many_transactions_are_active() {
        assertThat(open(FIRST)).isTrue();
        assertThat(open(SECOND)).isTrue();

        assertThat(open(THIRD)).isFalse();
        assertThat(transactions.book.find(THIRD)).isEmpty();
    }

    @Test
    void one_that_is_open_may_be_opened_again_however_many_there_are() {
        open(FIRST);
        open(SECOND);

        assertThat(open(FIRST)).isTrue();
    }

    @Test
    void one_that_ends_makes_room_for_another_at_once() {
        open(FIRST);
        open(SECOND);
        assertThat(open(THIRD)).isFalse();
        transactions.end(FIRST, ResultStatus.Completed);

        assertThat(open(THIRD)).isTrue();
    }

    @Test
    void a_message_that_would_open_one_too_many_is_to_come_again() {
        open(FIRST);
        open(SECOND);

        assertThatThrownBy(() -> transactions.opening.forChunk(THIRD, ADA))
                .isInstanceOf(Admission.FullException.class)
                .hasMessageContaining("transaction-3");
        assertThat(transactions.opening.forChunk(FIRST, ADA).result().id()).isEqualTo("transaction-1");
    }

    private boolean open(TransactionId id) {
        return transactions
                .opening
                .open(transactions.opening.document(id, ADA, null, TimeLimits.USUAL))
                .isPresent();
    }
}
