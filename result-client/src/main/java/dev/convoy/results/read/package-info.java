/**
 * Reads a completed result: manifest, chunk index, then every chunk, each checked before it counts. Downloads go on where they stopped: what is on disk already
 * and right is not fetched again.
 */
@NullMarked
package dev.convoy.results.read;

import org.jspecify.annotations.NullMarked;
