/**
 * What whoever runs this app asks of it: does it live, do the things it needs answer, and what operators do to sagas that called for
 * a person. Who intervened, when and why is kept beside the order. The saga, or its repair, takes the step itself, so that there is
 * one writer as always.
 */
@NullMarked
package dev.convoy.orchestrations.operations;

import org.jspecify.annotations.NullMarked;
