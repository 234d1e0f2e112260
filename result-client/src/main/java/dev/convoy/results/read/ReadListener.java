package dev.convoy.results.read;

import dev.convoy.contracts.bigresult.Manifest;

/** Is told how reading goes. Called by several threads at once; must be quick. */
public interface ReadListener {

    /** Nobody listens. */
    ReadListener SILENT = new ReadListener() {};

    /** A series is about to be read. */
    default void begins(Manifest.Series series) {}

    /** So many more bytes are there and verified. */
    default void progressed(long bytes) {}
}
