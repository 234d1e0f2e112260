/**
 * The check that money, stock, orders and counts agree, against any running system through its public API, and the replay of events:
 * {@code ./convoy verify} and {@code ./convoy replay}. {@code Audit} decides from a snapshot; {@code BooksClient} reads and asks.
 */
@NullMarked
package dev.convoy.systemtests.books;

import org.jspecify.annotations.NullMarked;
