/**
 * Handling a message once, however often it is delivered. The effect, the record that the message was seen and the answer are one
 * batch; outages become delayed copies, what cannot be read is parked with its reason.
 */
@NullMarked
package dev.convoy.functions.platform.inbox;

import org.jspecify.annotations.NullMarked;
