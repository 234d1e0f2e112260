/**
 * Chunks on their way into blocks: inline bytes, or a staged blob that is copied by the service or streamed through fixed buffers. What is wrong with a chunk is an
 * answer. Also the way out: signatures and ranges for readers.
 */
@NullMarked
package dev.convoy.functions.bigresult.chunks;

import org.jspecify.annotations.NullMarked;
