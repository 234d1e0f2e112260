/**
 * The outages that every technology reports in the same way. Whoever meets one may try again later; nothing else is caught and
 * retried. Holds no technology itself.
 */
@NullMarked
package dev.convoy.functions.platform;

import org.jspecify.annotations.NullMarked;
