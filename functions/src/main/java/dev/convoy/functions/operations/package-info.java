/**
 * What operators ask the app: is it alive, is it ready. Checks touch the real dependencies and tell how long each took. No business
 * data passes here.
 */
@NullMarked
package dev.convoy.functions.operations;

import org.jspecify.annotations.NullMarked;
