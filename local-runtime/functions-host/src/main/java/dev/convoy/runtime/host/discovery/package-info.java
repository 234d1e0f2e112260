/**
 * What a staged app is, read from its folder: {@code host.json}, {@code local.settings.json}, one {@code function.json} per function. A
 * reader that is as strict as the Functions runtime and names file and field of whatever is wrong. Nothing here runs or connects.
 */
@NullMarked
package dev.convoy.runtime.host.discovery;

import org.jspecify.annotations.NullMarked;
