/**
 * What the payment context says to others. Facts about charges and refunds; the ledger stays its own affair. Amounts are decimal
 * strings on the wire.
 */
@NullMarked
package dev.convoy.contracts.payment;

import org.jspecify.annotations.NullMarked;
