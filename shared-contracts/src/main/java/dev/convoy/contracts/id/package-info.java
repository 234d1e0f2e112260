/**
 * The identities that contexts use of one another's things. Each is a type of its own around text of one shape. Depends on
 * nothing, so that contexts need not depend on each other.
 */
@NullMarked
package dev.convoy.contracts.id;

import org.jspecify.annotations.NullMarked;
