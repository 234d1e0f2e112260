/**
 * Big results as a whole, in one process: the functions app's intake and the orchestrations app's desk over the same stores in memory. Crashes happen where they are
 * told to, between any two effects. What is left must be the same as without them.
 */
@NullMarked
package dev.convoy.systemtests.bigresult;

import org.jspecify.annotations.NullMarked;
