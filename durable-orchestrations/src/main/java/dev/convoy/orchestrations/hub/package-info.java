/**
 * The task hub as functions use it: clients by address, instances by id, payloads as histories hold them. Knows no orchestration. Both
 * sagas and lookups stand on it.
 */
@NullMarked
package dev.convoy.orchestrations.hub;

import org.jspecify.annotations.NullMarked;
