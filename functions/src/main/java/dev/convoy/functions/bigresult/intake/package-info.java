/**
 * Headers and chunks as they come off the queues: checked, staged, receipted. What cannot be taken is parked and its sender told; the transaction
 * goes on. Delivered twice, nothing happens twice.
 */
@NullMarked
package dev.convoy.functions.bigresult.intake;

import org.jspecify.annotations.NullMarked;
