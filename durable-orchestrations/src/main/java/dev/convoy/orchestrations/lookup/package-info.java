/**
 * Lookups as orchestrations: scatter one command a service, gather answers until all are in or late, write the end. A batch is a parent
 * with a child each. Orchestrators do no I/O; what is written is written by activities that may run twice.
 */
@NullMarked
package dev.convoy.orchestrations.lookup;

import org.jspecify.annotations.NullMarked;
