/**
 * Sends big results: splits files and streams into chunks, stages the large ones, sends messages for all, and waits for the end. What a process that died
 * had done already is not done again: the service tells what it misses, a journal what lies in staging. {@link
 * dev.convoy.results.send.ResultSender} is the whole of it.
 */
@NullMarked
package dev.convoy.results.send;

import org.jspecify.annotations.NullMarked;
