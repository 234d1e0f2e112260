/**
 * A foreign function app on the local runtime: the staged sample app, driven from outside through every binding. The real emulators and the real
 * hub run in the test's JVM, the app in a worker's. What holds here holds for anyone's app.
 */
@NullMarked
package dev.convoy.systemtests.sample;

import org.jspecify.annotations.NullMarked;
