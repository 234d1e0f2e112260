/**
 * Stock per product and reservations across products, all or nothing. Products lie in partitions of their own, so a reservation is a
 * small protocol that any redelivery can resume. No interleaving oversells or leaks a hold.
 */
@NullMarked
package dev.convoy.functions.inventory;

import org.jspecify.annotations.NullMarked;
