/**
 * What is known of a transaction: its document, its counters and receipts, how many are active. Everything is in Cosmos; what is held in memory
 * only groups calls that wait for the same page. Knows neither blobs nor messages.
 */
@NullMarked
package dev.convoy.functions.bigresult.state;

import org.jspecify.annotations.NullMarked;
