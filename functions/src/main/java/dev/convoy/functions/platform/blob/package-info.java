/**
 * Blobs. Connects by connection string on a laptop and by identity in the cloud. Content-addressed blobs make writing twice
 * harmless.
 */
@NullMarked
package dev.convoy.functions.platform.blob;

import org.jspecify.annotations.NullMarked;
