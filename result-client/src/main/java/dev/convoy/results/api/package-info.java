/**
 * The HTTP side of big results as a client sees it: opening a transaction, asking where it stands, abandoning it, and getting addresses of what can be
 * read. Refusals become {@link dev.convoy.results.api.RefusedException}, silence {@link dev.convoy.results.api.UnansweredException}.
 */
@NullMarked
package dev.convoy.results.api;

import org.jspecify.annotations.NullMarked;
