/**
 * Messages as bytes: the AMQP 1.0 type system and message sections in plain Java. A message keeps what its sender wrote and has
 * only its header and message annotations written anew for each delivery. Knows no broker, no engine and no socket.
 */
@NullMarked
package dev.convoy.runtime.servicebus.message;

import org.jspecify.annotations.NullMarked;
