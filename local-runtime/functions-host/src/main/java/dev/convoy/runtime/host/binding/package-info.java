/**
 * In and out bindings, one class per kind: they read what a function wants to know beside its trigger and write what it gives out. Each is
 * made once per binding when the app starts, so that a wrong name or setting stops the start and not an invocation.
 */
@NullMarked
package dev.convoy.runtime.host.binding;

import org.jspecify.annotations.NullMarked;
