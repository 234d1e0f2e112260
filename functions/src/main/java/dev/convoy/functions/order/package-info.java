/**
 * The order API: accepting orders once, showing them, waiting for their changes. It inserts an order and its first event in one
 * batch and never changes it afterwards; that is the saga's. Domain classes know neither Cosmos nor HTTP hosts.
 */
@NullMarked
package dev.convoy.functions.order;

import org.jspecify.annotations.NullMarked;
