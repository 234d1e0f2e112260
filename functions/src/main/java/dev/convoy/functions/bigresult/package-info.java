/**
 * The big-result system in this app: queues and HTTP in, blocks and receipts out. What is held in memory is bounded whatever the results' size. The lifecycle
 * of a transaction is the other app's.
 */
@NullMarked
package dev.convoy.functions.bigresult;

import org.jspecify.annotations.NullMarked;
