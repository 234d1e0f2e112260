/**
 * What the lookup system says: a request that starts an orchestration, one command per service, one answer per command. Answers carry
 * only where their result lies. Services are names, so that a new one needs no change here.
 */
@NullMarked
package dev.convoy.contracts.lookup;

import org.jspecify.annotations.NullMarked;
