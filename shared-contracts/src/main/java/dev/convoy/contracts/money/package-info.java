/**
 * Money as it crosses wires. Decimal text in the one configured currency, never floating point. Arithmetic is exact or refused.
 */
@NullMarked
package dev.convoy.contracts.money;

import org.jspecify.annotations.NullMarked;
