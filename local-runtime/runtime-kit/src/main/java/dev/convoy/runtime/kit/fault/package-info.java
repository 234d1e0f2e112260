/**
 * Things that go wrong on purpose. A plan says which faults may happen to what and how often; its seed decides when, the same
 * way in every run. Emulators ask it at the places where a network or a service would fail.
 */
@NullMarked
package dev.convoy.runtime.kit.fault;

import org.jspecify.annotations.NullMarked;
