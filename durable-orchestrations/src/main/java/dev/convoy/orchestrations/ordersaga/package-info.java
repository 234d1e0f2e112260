/**
 * The order saga as orchestrations: what is awaited, for how long, and which step follows. Orchestrators here ask their context for
 * everything, time included, and change nothing by themselves; steps are activities. The functions that bind them to the platform
 * are thin and live beside them.
 */
@NullMarked
package dev.convoy.orchestrations.ordersaga;

import org.jspecify.annotations.NullMarked;
