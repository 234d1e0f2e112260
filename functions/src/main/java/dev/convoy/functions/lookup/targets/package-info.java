/**
 * What may be looked up. Reads text from strangers into one normal form, and knows which addresses must not be touched, before and after
 * a name is resolved. Depends on libraries for addresses and names only.
 */
@NullMarked
package dev.convoy.functions.lookup.targets;

import org.jspecify.annotations.NullMarked;
