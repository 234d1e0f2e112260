/**
 * What an order can do, and how a step of its saga is taken: a pure decision, then one commit. The decision knows states,
 * messages and the timeline; the commit is a port with a Cosmos side. Depends on contracts only, never on orchestration.
 */
@NullMarked
package dev.convoy.orchestrations.order;

import org.jspecify.annotations.NullMarked;
