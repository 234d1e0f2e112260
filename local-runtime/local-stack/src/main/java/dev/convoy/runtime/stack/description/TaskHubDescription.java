package dev.convoy.runtime.stack.description;

/** A durable task hub: its name and the gRPC port it usually has. */
public record TaskHubDescription(String name, int port) {}
