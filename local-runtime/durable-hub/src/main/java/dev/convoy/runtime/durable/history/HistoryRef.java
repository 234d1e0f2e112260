package dev.convoy.runtime.durable.history;

/** Where a finished instance's history lies outside the heap: a file's number, and a range of bytes in it. */
public record HistoryRef(long file, long offset, int length) {}
