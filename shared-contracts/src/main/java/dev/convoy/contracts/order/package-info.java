/**
 * What the order context says to others, and the shape in which an order is stored, since two apps write it. Events state facts,
 * commands state intent. Ids and amounts are types of their own.
 */
@NullMarked
package dev.convoy.contracts.order;

import org.jspecify.annotations.NullMarked;
