package dev.convoy.contracts.lookup;

/** A service that was asked for and does not fit the target, with the reason in words. */
public record SkippedService(ServiceName service, String reason) {}
