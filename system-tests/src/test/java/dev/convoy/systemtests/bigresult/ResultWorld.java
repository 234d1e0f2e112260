package dev.convoy.systemtests.bigresult;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.contracts.bigresult.BlockPlan;
import dev.convoy.contracts.bigresult.ChunkPayload;
import dev.convoy.contracts.bigresult.Md5;
import dev.convoy.contracts.bigresult.ResultChunk;
import dev.convoy.contracts.bigresult.ResultDocument;
import dev.convoy.contracts.bigresult.ResultHeader;
import dev.convoy.contracts.bigresult.ResultNames;
import dev.convoy.contracts.bigresult.ResultProblem;
import dev.convoy.contracts.bigresult.SeriesName;
import dev.convoy.contracts.bigresult.SeriesSpec;
import dev.convoy.contracts.delivery.Redelivery;
import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.event.Envelopes;
import dev.convoy.contracts.event.EventIds;
import dev.convoy.contracts.event.MessageType;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.id.ClientId;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.functions.bigresult.intake.ResultIntake;
import dev.convoy.functions.bigresult.state.Admission;
import dev.convoy.functions.bigresult.state.CompletionCheck;
import dev.convoy.functions.bigresult.state.ReceiptBook;
import dev.convoy.functions.bigresult.state.TransactionBook;
import dev.convoy.functions.bigresult.state.TransactionOpening;
import dev.convoy.functions.platform.inbox.MessageConsumer;
import dev.convoy.functions.platform.inbox.ParkingLot;
import dev.convoy.functions.platform.servicebus.BusMessage;
import dev.convoy.functions.platform.servicebus.InMemoryMessageBus;
import dev.convoy.functions.platform.servicebus.MessageBus;
import dev.convoy.functions.platform.servicebus.Subscriptions;
import dev.convoy.functions.platform.store.DocumentStore;
import dev.convoy.functions.platform.store.InMemoryDocumentStore;
import dev.convoy.orchestrations.bigresult.ResultDesk;
import dev.convoy.orchestrations.bigresult.ResultSweep;
import dev.convoy.orchestrations.bigresult.ResultTask;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One transaction among its stores, with both apps' logic around them. Confined to one thread, but for what intake stages side by side. */
final class ResultWorld {

    static final TransactionId ID = new TransactionId("transaction-1");
    static final ClientId CLIENT = new ClientId("ada");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration YOUTH = Duration.ofHours(1);
    private static final int MOST_DEATHS = 5;

    final InMemoryDocumentStore results = new InMemoryDocumentStore("transactionId");
    final InMemoryMessageBus bus = new InMemoryMessageBus();
    final MemoryBlobs blobs;
    final Set<String> subscriptions = new TreeSet<>();
    private final CrashPoint crash;
    private final TransactionBook book;
    private final ResultIntake intake;
    private final ResultDesk desk;
    private final ResultSweep sweep;
    private Instant now = NOON;

    ResultWorld(BlockPlan plan, CrashPoint crash) {
        this(plan, crash, new InMemoryDocumentStore("transactionId"), new MemoryBlobs(crash));
    }

    ResultWorld(BlockPlan plan, CrashPoint crash, DocumentStore receipts, MemoryBlobs blobs) {
        this.crash = crash;
        this.blobs = blobs;
        Clock clock = new Watch();
        MortalStore mortalResults = new MortalStore(results, crash);
        MortalStore mortalReceipts = new MortalStore(receipts, crash);
        this.book = new TransactionBook(mortalResults, mortalReceipts);
        ReceiptBook receiptBook = new ReceiptBook(mortalReceipts, clock, new Random(1), pause -> {});
        CompletionCheck completion = new CompletionCheck(book, receiptBook, clock);
        TransactionOpening.Terms terms = new TransactionOpening.Terms(
                plan, Duration.ofHours(1), Duration.ofHours(2), Duration.ofMinutes(5), Duration.ofDays(1));
        TransactionOpening opening =
                new TransactionOpening(book, new Admission(book, 10, clock), this::subscribe, terms, clock);
        MortalBus mortalBus = new MortalBus(bus, crash);
        ParkingLot parking = new ParkingLot(mortalBus);
        this.intake = new ResultIntake(
                new ResultIntake.Consumers(
                        consumer(Entities.RESULT_HEADERS, mortalBus, clock),
                        consumer(Entities.RESULT_PAYLOADS, mortalBus, clock)),
                new ResultIntake.State(book, opening, receiptBook, completion, blobs),
                new ResultIntake.Limits(64 << 10, 64 << 10),
                parking,
                clock);
        MemoryResultStore store = new MemoryResultStore(mortalResults, mortalReceipts);
        this.desk = new ResultDesk(store, blobs, clock);
        this.sweep = new ResultSweep(store, blobs, clock, YOUTH);
    }

    private static MessageConsumer consumer(String entity, MessageBus bus, Clock clock) {
        return new MessageConsumer(entity, bus, new ParkingLot(bus), Redelivery.DEFAULT, clock, new Random(1));
    }

    private void subscribe(Subscriptions.Wish wish) {
        crash.pass("before subscribing " + wish.name());
        subscriptions.add(wish.name());
        crash.pass("after subscribing " + wish.name());
    }

    /** The world's time, which stands still between steps. */
    private final class Watch extends Clock {

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("only instants are asked for here");
        }
    }

    void passes(Duration duration) {
        now = now.plus(duration);
    }

    /** A message on its way to a queue. */
    sealed interface Message {
        String body();
    }

    record Header(String body) implements Message {}

    record Chunk(String body) implements Message {}

    static Header header(List<SeriesSpec> series) {
        ResultHeader header = new ResultHeader(ID, CLIENT, series, null);
        return new Header(Envelopes.write(envelope(MessageTypes.RESULT_HEADER, "header", header)));
    }

    static Chunk inline(SeriesSpec series, long ordinal, byte[] content) {
        return chunk(series.name(), ordinal, series.totalCount(), content, ChunkPayload.Inline.of(content));
    }

    /** A chunk by claim check, uploaded. */
    Chunk staged(SeriesSpec series, long ordinal, byte[] content) {
        String container = ResultNames.stagingContainer(ID);
        String blob = ResultNames.stagedChunk(series.name(), ordinal);
        blobs.upload(container, blob, content);
        return chunk(series.name(), ordinal, series.totalCount(), content, new ChunkPayload.Staged(container, blob));
    }

    static Chunk chunk(SeriesName series, long ordinal, long total, byte[] content, ChunkPayload payload) {
        ResultChunk chunk =
                new ResultChunk(ID, CLIENT, series, ordinal, total, content.length, Md5.of(content), payload);
        return new Chunk(Envelopes.write(envelope(MessageTypes.RESULT_CHUNK, series + "/" + ordinal, chunk)));
    }

    private static <T> Envelope<T> envelope(MessageType<T> type, String qualifier, T data) {
        return new Envelope<>(
                EventIds.of(type, ID.value(), qualifier), type, ID.value(), NOON, null, ID.value(), ID.value(), data);
    }

    /** Delivers until the app survives it, as the broker does. */
    void deliver(Message message) {
        surviving(() -> {
            switch (message) {
                case Header header -> intake.headers(header.body(), "", "{}");
                case Chunk chunk -> intake.payloads(chunk.body(), "", "{}");
            }
            return true;
        });
    }

    void deliverInline(List<Chunk> batch) {
        surviving(() -> {
            intake.inlinePayloads(batch.stream().map(Chunk::body).toArray(String[]::new));
            return true;
        });
    }

    /** Does what the lifecycle orchestration does when it wakes; activities that die are tried again. */
    void live() {
        ResultTask.Assessment assessment = surviving(() -> desk.assess(ID));
        if (assessment.next() == ResultTask.Next.ASSEMBLE) {
            assessment.series().forEach(series -> surviving(() -> desk.assemble(new ResultTask.Series(ID, series))));
            surviving(() -> {
                desk.finish(ID);
                return true;
            });
            assessment = surviving(() -> desk.assess(ID));
        }
        if (assessment.next() == ResultTask.Next.RETAIN) {
            surviving(() -> {
                desk.clean(ID);
                return true;
            });
        }
    }

    private static <T> T surviving(Supplier<T> work) {
        for (int deaths = 0; ; deaths++) {
            try {
                return work.get();
            } catch (CrashPoint.Death death) {
                if (deaths == MOST_DEATHS) {
                    throw death;
                }
            }
        }
    }

    /** As {@code DELETE /api/results/{id}} notes it. */
    void requestAbandonment() {
        surviving(() -> {
            TransactionBook.Stored stored = book.find(ID).orElseThrow();
            return stored.result().abandonRequestedAt() != null || book.abandon(stored, now);
        });
    }

    /** As the lifecycle does when retention is over. */
    void purge() {
        desk.purge(ID);
    }

    ResultSweep.Report sweep(boolean dryRun) {
        return sweep.run(dryRun);
    }

    int boundaries() {
        return crash.passed();
    }

    ResultDocument result() {
        return results.read(ID.value(), ID.value()).orElseThrow().as(ResultDocument.class);
    }

    /** What senders were told went wrong. */
    List<ResultProblem> problems() {
        return results.all("outbox").stream()
                .map(document -> Envelopes.read(document.path("body").asText()))
                .flatMap(message -> message.dataAs(MessageTypes.RESULT_PROBLEM).stream())
                .toList();
    }

    /** Ids of what was parked by either app, each once however often it was sent. */
    Set<String> parkedIds() {
        return Stream.concat(
                        bus.messagesTo(Entities.PARKED_MESSAGES).stream().map(BusMessage::messageId),
                        results.all("outbox").stream()
                                .filter(ResultWorld::isToBeParked)
                                .map(document -> document.path("id").asText()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isToBeParked(JsonNode document) {
        return document.path("destination").asText().equals(Entities.PARKED_MESSAGES);
    }

    /** How many messages of a type are in the outbox, for whoever is to read them. */
    long published(MessageType<?> type) {
        return results.all("outbox").stream()
                .filter(document -> !isToBeParked(document))
                .filter(document -> document.path("type").asText().equals(type.name()))
                .count();
    }
}
