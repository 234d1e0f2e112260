package dev.convoy.functions.bigresult;

import dev.convoy.contracts.id.TransactionId;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.functions.bigresult.api.DownloadResultHttp;
import dev.convoy.functions.bigresult.api.FollowResultHttp;
import dev.convoy.functions.bigresult.api.MissingChunks;
import dev.convoy.functions.bigresult.api.OpenResultHttp;
import dev.convoy.functions.bigresult.chunks.BlobChunkStore;
import dev.convoy.functions.bigresult.chunks.ResultBlobs;
import dev.convoy.functions.bigresult.chunks.StagedTransfer;
import dev.convoy.functions.bigresult.chunks.TransferMode;
import dev.convoy.functions.bigresult.intake.ResultIntake;
import dev.convoy.functions.bigresult.state.Admission;
import dev.convoy.functions.bigresult.state.CompletionCheck;
import dev.convoy.functions.bigresult.state.ReceiptBook;
import dev.convoy.functions.bigresult.state.TransactionBook;
import dev.convoy.functions.bigresult.state.TransactionOpening;
import dev.convoy.functions.platform.blob.BlobServices;
import dev.convoy.functions.platform.blob.BlobSignatures;
import dev.convoy.functions.platform.inbox.MessageConsumer;
import dev.convoy.functions.platform.inbox.ParkingLot;
import dev.convoy.functions.platform.outbox.OutboxRelay;
import dev.convoy.functions.platform.servicebus.Subscriptions;
import dev.convoy.functions.platform.store.DocumentStore;
import dev.convoy.functions.platform.waiting.Follower;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Puts the big-result system together. Confined to start-up. */
public final class ResultFeature {

    private ResultFeature() {}

    /**
     * What the big-result system stands on.
     *
     * @param results the container {@code results}
     * @param receipts the container {@code result-receipts}
     * @param subscriptions makes subscriptions
     * @param consumers gives the consumer of a queue
     */
    public record Ports(
            DocumentStore results,
            DocumentStore receipts,
            BlobServices blobs,
            Consumer<Subscriptions.Wish> subscriptions,
            OutboxRelay relay,
            ParkingLot parking,
            Function<String, MessageConsumer> consumers,
            Clock clock) {}

    /** Every object of the big-result system that has functions. */
    public static List<Object> functions(ResultSettings settings, Ports ports) {
        Clock clock = ports.clock();
        TransactionBook book = new TransactionBook(ports.results(), ports.receipts());
        ReceiptBook receipts = new ReceiptBook(
                ports.receipts(), clock, RandomGenerator.getDefault(), pause -> LockSupport.parkNanos(pause.toNanos()));
        CompletionCheck completion = new CompletionCheck(book, receipts, clock);
        TransactionOpening opening = new TransactionOpening(
                book,
                new Admission(book, settings.activeTransactions(), clock),
                ports.subscriptions(),
                settings.terms(),
                clock);
        BlobSignatures signatures = new BlobSignatures(ports.blobs(), clock);
        ResultBlobs blobs = new ResultBlobs(ports.blobs(), signatures);
        Follower<TransactionId> followers = new Follower<>(clock);
        return List.of(
                new OpenResultHttp(
                        opening,
                        completion,
                        blobs,
                        ports.subscriptions(),
                        new OpenResultHttp.Offer(settings.inlineBytes(), settings.chunkBytes(), settings.sasLifetime()),
                        clock),
                new FollowResultHttp(book, new MissingChunks(ports.receipts()), followers, clock),
                new DownloadResultHttp(book, blobs, clock),
                new ResultOutboxFeed(ports.relay(), followers),
                new ResultIntake(
                        new ResultIntake.Consumers(
                                ports.consumers().apply(Entities.RESULT_HEADERS),
                                ports.consumers().apply(Entities.RESULT_PAYLOADS)),
                        new ResultIntake.State(
                                book,
                                opening,
                                receipts,
                                completion,
                                chunks(settings, ports.blobs(), signatures, clock)),
                        new ResultIntake.Limits(settings.inlineBytes(), settings.chunkBytes()),
                        ports.parking(),
                        clock));
    }

    private static BlobChunkStore chunks(
            ResultSettings settings, BlobServices blobs, BlobSignatures signatures, Clock clock) {
        TransferMode mode = new TransferMode(settings.transfer(), blobs, signatures, clock);
        return new BlobChunkStore(
                blobs, new StagedTransfer(blobs, signatures, mode, clock), settings.concurrentChunks());
    }
}
