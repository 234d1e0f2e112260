package dev.convoy.results.send;

import dev.convoy.contracts.id.TransactionId;
import dev.convoy.results.api.OpenRequest;
import dev.convoy.results.api.RefusedException;
import dev.convoy.results.api.ResultsApi;
import dev.convoy.results.api.TransactionView;
import dev.convoy.results.bus.ResultMessages;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sends big results. Sending the same request again after whatever happened goes on where the last one stopped: chunks that were received are not sent
 * again, chunks that lie in staging are not uploaded again if a journal says so.
 *
 * <pre>
 * open ──► (chunk: read, stage or inline, announce)* ──► header, if it is last ──► wait for the notice
 * </pre>
 *
 * Memory is {@code parallel + 1} buffers of 8 MiB and some hundred messages, whatever is sent. One request at a time; confined to one thread.
 */
public final class ResultSender {

    private static final int CONFLICT = 409;

    private final URI endpoint;
    private final String serviceBus;
    private final Duration patience;
    private final Clock clock;

    /**
     * @param endpoint the functions app, such as {@code http://localhost:7071}
     * @param serviceBus connection string of the namespace
     * @param patience how long a service that is away is asked again
     */
    public ResultSender(URI endpoint, String serviceBus, Duration patience, Clock clock) {
        this.endpoint = endpoint;
        this.serviceBus = serviceBus;
        this.patience = patience;
        this.clock = clock;
    }

    /**
     * Sends everything and waits until the service has put it together, or has given up.
     *
     * @throws IOException if content cannot be read
     * @throws SendFailedException if a chunk was refused for good or cannot be staged or announced; the same request goes on later
     */
    public SendOutcome send(SendRequest request, SendListener listener) throws IOException, InterruptedException {
        return run(request, listener, true);
    }

    /** Sends everything, and does not wait for what becomes of it. The status of the outcome is what the transaction has at that time. */
    public SendOutcome sendOnly(SendRequest request, SendListener listener) throws IOException, InterruptedException {
        return run(request, listener, false);
    }

    /** The transaction that a journal is of, if there is one: sending it again resumes. */
    public static Optional<TransactionId> resumable(Path journal) throws IOException {
        return SendJournal.transactionOf(journal);
    }

    private SendOutcome run(SendRequest request, SendListener listener, boolean wait)
            throws IOException, InterruptedException {
        FilePlan files = FilePlan.of(filesOf(request), request.chunkBytes());
        try (SendJournal journal = journal(request);
                ResultsApi api = new ResultsApi(endpoint, request.clientId(), patience);
                ResultMessages messages = new ResultMessages(serviceBus, clock)) {
            StagingAccess access;
            try {
                access = new StagingAccess(api, open(request, files), clock);
            } catch (RefusedException refused) {
                return ended(api, request, refused);
            }
            try (SendRun run = new SendRun(request, files, journal, access, messages, listener)) {
                long chunks = run.sendAll(api.view(request.transactionId()));
                return wait
                        ? new EndOfSend(api, serviceBus, run, listener).await(access.opened(), chunks)
                        : new SendOutcome(
                                request.transactionId(),
                                api.view(request.transactionId()).status(),
                                chunks,
                                Optional.empty());
            }
        }
    }

    /** A transaction that has ended cannot be opened again; one that resumes after the end wants to know how it ended. */
    private static SendOutcome ended(ResultsApi api, SendRequest request, RefusedException refused) {
        if (refused.status() != CONFLICT) {
            throw refused;
        }
        TransactionView view = api.view(request.transactionId());
        return new SendOutcome(
                request.transactionId(), view.status(), view.progress().receivedChunks(), Optional.empty());
    }

    private static OpenRequest open(SendRequest request, FilePlan files) {
        boolean countsKnown = filesOf(request).size() == request.series().size();
        return new OpenRequest(
                request.transactionId(),
                countsKnown && !request.headerLast() ? files.header() : null,
                request.limits().orElse(null),
                OpenRequest.BY_TRANSACTION);
    }

    private static List<SeriesInput.OfFile> filesOf(SendRequest request) {
        return request.series().stream()
                .filter(SeriesInput.OfFile.class::isInstance)
                .map(SeriesInput.OfFile.class::cast)
                .toList();
    }

    private static SendJournal journal(SendRequest request) throws IOException {
        if (request.journal().isEmpty()) {
            return SendJournal.none();
        }
        SendJournal.Head head = new SendJournal.Head(
                request.transactionId(), request.clientId().value(), request.chunkBytes(), sources(request));
        return SendJournal.open(request.journal().get(), head);
    }

    private static List<SendJournal.Source> sources(SendRequest request) throws IOException {
        List<SendJournal.Source> sources = new ArrayList<>();
        for (SeriesInput input : request.series()) {
            sources.add(
                    switch (input) {
                        case SeriesInput.OfFile(var name, var file) ->
                            new SendJournal.Source(
                                    name,
                                    file.toAbsolutePath().normalize().toString(),
                                    Files.size(file),
                                    Files.getLastModifiedTime(file).toString());
                        case SeriesInput.OfStream(var name, var content) ->
                            new SendJournal.Source(name, "a stream", 0, "");
                    });
        }
        return sources;
    }
}
