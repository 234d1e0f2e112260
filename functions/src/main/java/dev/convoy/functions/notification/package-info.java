/**
 * Telling customers how their orders end. Best effort: it listens, remembers who ordered, renders a text and hands it to a channel,
 * and nothing in an order waits for it. Every attempt is recorded; sending may happen twice after a crash, under one message id.
 */
@NullMarked
package dev.convoy.functions.notification;

import org.jspecify.annotations.NullMarked;
