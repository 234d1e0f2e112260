package dev.convoy.functions.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.convoy.contracts.id.ProductId;
import dev.convoy.contracts.id.ReservationId;
import dev.convoy.contracts.json.Json;
import dev.convoy.functions.Sample;
import dev.convoy.functions.platform.http.HttpAnswer;
import dev.convoy.functions.platform.http.HttpInput;
import dev.convoy.functions.platform.http.HttpShell;
import dev.convoy.functions.platform.inbox.ParkingLot;
import dev.convoy.functions.platform.outbox.OutboxLag;
import dev.convoy.functions.platform.outbox.OutboxRelay;
import dev.convoy.functions.platform.servicebus.InMemoryMessageBus;
import dev.convoy.functions.platform.store.CommitOutcome;
import dev.convoy.functions.platform.store.DocumentPage;
import dev.convoy.functions.platform.store.DocumentQuery;
import dev.convoy.functions.platform.store.DocumentStore;
import dev.convoy.functions.platform.store.InMemoryDocumentStore;
import dev.convoy.functions.platform.store.StoredDocument;
import dev.convoy.functions.platform.store.Write;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AvailabilityTest {

    private static final ProductId PEN = new ProductId("pen");
    private static final ProductId UNICORN = new ProductId("unicorn");

    private long nanos;
    private final Ticker ticker = () -> nanos;
    private final StockLedger stock = new StockLedger(new InMemoryDocumentStore("productId"));
    private final Availability availability = new Availability(stock, ticker);

    @Test
    void an_answer_is_at_most_a_second_old() {
        stock.setAvailable(PEN, 10);
        assertThat(availability.of(PEN)).contains(new Stock(PEN, 10, 0));
        stock.setAvailable(PEN, 7);

        nanos += Duration.ofMillis(999).toNanos();
        assertThat(availability.of(PEN)).contains(new Stock(PEN, 10, 0));
        nanos += Duration.ofMillis(2).toNanos();
        assertThat(availability.of(PEN)).contains(new Stock(PEN, 7, 0));
    }

    @Test
    void what_is_set_here_is_seen_here_at_once() {
        SetStockHttp setting = new SetStockHttp(stock, availability);
        stock.setAvailable(PEN, 10);
        assertThat(availability.of(PEN)).isPresent();

        HttpAnswer answer = set(setting, "pen", "{\"available\": 3}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(availability.of(PEN)).contains(new Stock(PEN, 3, 0));
    }

    @Test
    void a_level_that_a_reservation_changed_is_seen_when_the_feed_tells_of_it() {
        var reservations = new InMemoryDocumentStore("orderId");
        var bus = new InMemoryMessageBus();
        var lag = new OutboxLag(Sample.CLOCK);
        var feed = new ReservationOutboxFeed(new OutboxRelay(bus, new ParkingLot(bus), lag), availability);
        var handler = new ReserveStockHandler(new ReservationBook(reservations), stock, Sample.CLOCK);
        stock.setAvailable(PEN, 10);
        assertThat(availability.of(PEN)).isPresent();

        var command = Sample.reserve("m1", Sample.pieces("pen", 4));
        handler.handle(command, command.data());
        feed.run(Json.write(List.of(reservations
                .read(Sample.ORDER.value(), ReservationId.of(Sample.ORDER).value())
                .orElseThrow()
                .content())));

        assertThat(availability.of(PEN)).contains(new Stock(PEN, 6, 4));
    }

    @Test
    void that_a_product_exists_is_remembered_and_that_it_does_not_is_not() {
        assertThat(availability.knows(UNICORN)).isFalse();
        assertThat(availability.of(UNICORN)).isEmpty();
        stock.setAvailable(UNICORN, 0);

        assertThat(availability.knows(UNICORN)).isTrue();
        assertThat(availability.knows(UNICORN)).isTrue();
    }

    @Test
    void a_known_product_is_known_without_asking() {
        InMemoryDocumentStore shelf = new InMemoryDocumentStore("productId");
        new StockLedger(shelf).setAvailable(PEN, 1);
        AtomicInteger asked = new AtomicInteger();
        Availability counted = new Availability(new StockLedger(new CountingStore(shelf, asked)), ticker);

        assertThat(counted.knows(PEN)).isTrue();
        assertThat(counted.knows(PEN)).isTrue();

        assertThat(asked).hasValue(1);
    }

    @Test
    void availability_is_answered_over_http_with_how_long_it_may_be_kept() {
        stock.setAvailable(PEN, 10);
        AvailabilityHttp http = new AvailabilityHttp(availability);

        HttpAnswer answer = HttpShell.answer(() -> http.answer("pen"));

        assertThat(Json.read(answer.body(), Map.class)).containsEntry("available", 10);
        assertThat(answer.headers()).containsEntry("Cache-Control", "max-age=1");
        assertThat(HttpShell.answer(() -> http.answer("unicorn")).status()).isEqualTo(404);
        assertThat(HttpShell.answer(() -> http.answer("not a product!")).status())
                .isEqualTo(404);
    }

    @Test
    void a_bad_level_is_refused() {
        SetStockHttp setting = new SetStockHttp(stock, availability);

        assertThat(set(setting, "pen", "{\"available\": -1}").status()).isEqualTo(400);
        assertThat(set(setting, "pen", "{\"available\": \"many\"}").status()).isEqualTo(400);
        assertThat(set(setting, "p p", "{\"available\": 1}").status()).isEqualTo(400);
        assertThat(set(setting, "pen", "{}").status()).isEqualTo(400);
        assertThat(stock.knows(PEN)).isFalse();
    }

    private static HttpAnswer set(SetStockHttp setting, String product, String body) {
        return HttpShell.answer(() -> setting.answer(product, new HttpInput(Map.of(), Map.of(), body)));
    }

    /** Counts reads. */
    private record CountingStore(DocumentStore store, AtomicInteger reads) implements DocumentStore {

        @Override
        public String partitionKeyName() {
            return store.partitionKeyName();
        }

        @Override
        public Optional<StoredDocument> read(String partition, String id) {
            reads.incrementAndGet();
            return store.read(partition, id);
        }

        @Override
        public CommitOutcome commit(String partition, List<Write> writes) {
            return store.commit(partition, writes);
        }

        @Override
        public DocumentPage find(DocumentQuery query) {
            return store.find(query);
        }
    }
}
