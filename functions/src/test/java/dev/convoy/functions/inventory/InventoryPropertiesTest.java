package dev.convoy.functions.inventory;

import static dev.convoy.functions.Sample.CLOCK;
import static dev.convoy.functions.Sample.pieces;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.id.ProductId;
import dev.convoy.functions.Sample;
import dev.convoy.functions.platform.OutageException;
import dev.convoy.functions.platform.store.DocumentStore;
import dev.convoy.functions.platform.store.FlakyDocumentStore;
import dev.convoy.functions.platform.store.InMemoryDocumentStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Reserve and release under outages before and after every step, doubled and in any order. */
class InventoryPropertiesTest {

    private static final List<String> PRODUCTS = List.of("ink", "paper", "pen");
    private static final int ORDERS = 8;
    private static final int INITIAL = 6;

    @Property(tries = 300)
    void nothing_is_oversold_leaked_or_left_undecided(@ForAll long seed) {
        Random random = new Random(seed);
        InMemoryDocumentStore stockStore = new InMemoryDocumentStore("productId");
        InMemoryDocumentStore reservations = new InMemoryDocumentStore("orderId");
        StockLedger sound = new StockLedger(stockStore);
        PRODUCTS.forEach(product -> sound.setAvailable(new ProductId(product), INITIAL));
        InventoryCommands commands = commands(flaky(stockStore, random), flaky(reservations, random));

        deliverAll(commands, messages(random), random);

        for (String product : PRODUCTS) {
            Stock stock = sound.find(new ProductId(product)).orElseThrow();
            assertThat(stock.available()).isNotNegative();
            assertThat(stock.available() + stock.held()).isEqualTo(INITIAL);
            assertThat(stock.held()).isEqualTo(heldBy(stockStore, reservations, product));
        }
        assertThat(reservations.all(Reservation.KIND))
                .allSatisfy(reservation ->
                        assertThat(reservation.path("state").asText()).isIn("Reserved", "Failed", "Released"));
    }

    /** What reserved orders ask for, by their documents; every hold must belong to one. */
    private static long heldBy(InMemoryDocumentStore stock, InMemoryDocumentStore reservations, String product) {
        List<String> reserved = reservations.all(Reservation.KIND).stream()
                .filter(reservation -> reservation.path("state").asText().equals("Reserved"))
                .map(reservation -> reservation.path("orderId").asText())
                .toList();
        return stock.all(Hold.KIND).stream()
                .filter(hold -> hold.path("productId").asText().equals(product))
                .filter(hold -> hold.path("state").asText().equals("Held"))
                .peek(hold -> assertThat(reserved).contains(hold.path("orderId").asText()))
                .mapToLong(hold -> hold.path("quantity").asLong())
                .sum();
    }

    private static List<Envelope<?>> messages(Random random) {
        List<Envelope<?>> messages = new ArrayList<>();
        for (int i = 0; i < ORDERS; i++) {
            OrderId order = new OrderId("ord-" + i);
            messages.add(Sample.reserve(
                    order,
                    "reserve-" + i,
                    pieces(PRODUCTS.get(random.nextInt(3)), 1 + random.nextInt(4)),
                    pieces(PRODUCTS.get(random.nextInt(3)), 1 + random.nextInt(4))));
            if (random.nextInt(3) == 0) {
                messages.add(Sample.release(order, "release-" + i));
            }
        }
        return messages;
    }

    /** Picks any message, tries it, and keeps it on an outage or now and then anyway. */
    private static void deliverAll(InventoryCommands commands, List<Envelope<?>> messages, Random random) {
        List<Envelope<?>> left = new ArrayList<>(messages);
        while (!left.isEmpty()) {
            Envelope<?> message = left.remove(random.nextInt(left.size()));
            try {
                commands.handle(message);
            } catch (OutageException e) {
                left.add(message);
                continue;
            }
            if (random.nextInt(4) == 0) {
                left.add(message);
            }
        }
    }

    private static DocumentStore flaky(DocumentStore store, Random random) {
        return new FlakyDocumentStore(store, random, 0.1);
    }

    private static InventoryCommands commands(DocumentStore stockStore, DocumentStore reservationStore) {
        StockLedger stock = new StockLedger(stockStore);
        ReservationBook book = new ReservationBook(reservationStore);
        return new InventoryCommands(
                null, new ReserveStockHandler(book, stock, CLOCK), new ReleaseStockHandler(book, stock, CLOCK));
    }
}
