/**
 * The Service Bus emulator beside an embedded Apache Artemis: each in a JVM of its own with its journal, under the same raw AMQP client.
 * The client writes frames by hand, so that it costs less than what it measures. Figures of both stand in one report.
 */
@NullMarked
package dev.convoy.benchmarks.broker;

import org.jspecify.annotations.NullMarked;
