/**
 * How a benchmark says what it measured: a text for people and JSON for machines, with the machine it ran on. Figures of one run belong
 * together; figures of different machines do not. Nothing here measures anything.
 */
@NullMarked
package dev.convoy.benchmarks.report;

import org.jspecify.annotations.NullMarked;
