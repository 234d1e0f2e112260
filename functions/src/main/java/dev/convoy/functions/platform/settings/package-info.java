/**
 * Settings as the environment has them, read once at the start. A bad one is named in one line. Features read their own.
 */
@NullMarked
package dev.convoy.functions.platform.settings;

import org.jspecify.annotations.NullMarked;
