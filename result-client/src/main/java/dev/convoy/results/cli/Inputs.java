package dev.convoy.results.cli;

import dev.convoy.contracts.bigresult.SeriesName;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.results.send.ResultSender;
import dev.convoy.results.send.SeriesInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** What the command line means: series, and the journal that the same command finds again. Stateless. */
final class Inputs {

    private static final String STANDARD_INPUT = "-";

    private Inputs() {}

    /** {@code FILE}, {@code NAME=FILE} or {@code NAME=-}. */
    static SeriesInput series(String text, InputStream standardInput) {
        int equals = text.indexOf('=');
        String source = text.substring(equals + 1);
        boolean stream = source.equals(STANDARD_INPUT);
        String name = equals >= 0 ? text.substring(0, equals) : stream ? "stdin" : fileName(source);
        SeriesName series = ServiceOptions.named("series '" + name + "'", () -> new SeriesName(name));
        return stream
                ? new SeriesInput.OfStream(series, standardInput)
                : new SeriesInput.OfFile(series, Path.of(source));
    }

    /** Follows from what is sent and where to, so that the same command resumes. */
    static Path usualJournal(ServiceOptions service, List<String> files, long chunkBytes) {
        StringBuilder what = new StringBuilder();
        what.append(service.endpoint())
                .append('\n')
                .append(service.client())
                .append('\n')
                .append(chunkBytes);
        for (String file : files) {
            what.append('\n').append(Path.of(file).toAbsolutePath().normalize());
        }
        UUID name = UUID.nameUUIDFromBytes(what.toString().getBytes(StandardCharsets.UTF_8));
        return Path.of(System.getProperty("user.home"), ".convoy", "sends", name + ".jsonl");
    }

    /** The transaction of an earlier attempt, or a new one. */
    static TransactionId transaction(Path journal) throws IOException {
        return ResultSender.resumable(journal)
                .orElseGet(() -> new TransactionId(UUID.randomUUID().toString()));
    }

    private static String fileName(String path) {
        Path name = Path.of(path).getFileName();
        return name == null ? path : name.toString();
    }
}
