/**
 * The SQL-like language of subscription rules: filters that say whether a message passes, and actions that change it. Text is
 * parsed once into a tree and refused with the place of the error; evaluation knows three truth values.
 */
@NullMarked
package dev.convoy.runtime.servicebus.sql;

import org.jspecify.annotations.NullMarked;
