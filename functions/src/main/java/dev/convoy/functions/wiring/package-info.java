/**
 * The one place that knows every class: typed settings, technology, features. Nothing is scanned or guessed, so the app starts
 * quickly and a missing setting stops it with one line. No logic.
 */
@NullMarked
package dev.convoy.functions.wiring;

import org.jspecify.annotations.NullMarked;
