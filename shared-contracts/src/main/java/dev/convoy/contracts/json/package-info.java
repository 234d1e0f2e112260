/**
 * The one way in which Convoy writes JSON. Both apps and every test use the same mapper, so that what one writes the other reads. Unknown
 * fields are accepted, missing ones are not.
 */
@NullMarked
package dev.convoy.contracts.json;

import org.jspecify.annotations.NullMarked;
