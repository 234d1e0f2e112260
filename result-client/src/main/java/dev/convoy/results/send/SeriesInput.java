package dev.convoy.results.send;

import dev.convoy.contracts.bigresult.SeriesName;
import java.io.InputStream;
import java.nio.file.Path;

/** Where the content of a series comes from. */
public sealed interface SeriesInput {

    SeriesName name();

    /** A file; its length is known, and any part of it can be read again. */
    record OfFile(SeriesName name, Path file) implements SeriesInput {}

    /** A stream of unknown length, read once from start to end. Its chunks are announced when it has ended. */
    record OfStream(SeriesName name, InputStream content) implements SeriesInput {}
}
