/**
 * What comes in from outside for sagas: events of the topic, and who is told of them. A saga that has ended is not told; what that
 * leaves undone is taken up by a repair. The task hub is a port here.
 */
@NullMarked
package dev.convoy.orchestrations.events;

import org.jspecify.annotations.NullMarked;
