/**
 * What every part of the local runtime shares and nothing more. Journals keep state across crashes, timers and clocks make time
 * an argument. Knows no protocol and no product.
 */
@NullMarked
package dev.convoy.runtime.kit;

import org.jspecify.annotations.NullMarked;
