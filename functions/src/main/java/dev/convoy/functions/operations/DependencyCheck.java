package dev.convoy.functions.operations;

/** Something the app cannot work without, and how to try it. Throws if it does not answer. */
public record DependencyCheck(String name, Runnable attempt) {}
