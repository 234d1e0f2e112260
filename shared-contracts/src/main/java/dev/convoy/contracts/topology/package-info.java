/**
 * Queues, topics, subscriptions and containers: their names and settings in one place. Local configuration is generated from
 * it; Bicep is tested against it. Function annotations use the name constants.
 */
@NullMarked
package dev.convoy.contracts.topology;

import org.jspecify.annotations.NullMarked;
