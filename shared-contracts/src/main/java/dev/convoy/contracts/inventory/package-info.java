/**
 * What the inventory context says to others. Facts about reservations; stock levels stay its own affair. Quantities are whole and
 * positive.
 */
@NullMarked
package dev.convoy.contracts.inventory;

import org.jspecify.annotations.NullMarked;
