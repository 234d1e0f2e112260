/**
 * Charging and refunding once per order, through a gateway behind a port. The payment, its ledger entries, the inbox record and the
 * answer are one batch. Every posting has two sides that sum to zero.
 */
@NullMarked
package dev.convoy.functions.payment;

import org.jspecify.annotations.NullMarked;
