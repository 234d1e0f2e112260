/**
 * Big results over HTTP: opening, following, moving the deadline, giving up, downloading. A client sees its own only; somebody else's does not
 * exist.
 */
@NullMarked
package dev.convoy.functions.bigresult.api;

import org.jspecify.annotations.NullMarked;
