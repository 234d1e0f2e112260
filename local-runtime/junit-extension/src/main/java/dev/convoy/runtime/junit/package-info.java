/**
 * JUnit 5 support: a test class says with {@link dev.convoy.runtime.junit.LocalAzure} which parts of the local runtime it needs. They run
 * on free ports, in memory, for as long as the class does. Tests get the running stack and, if they ask for it, its clock.
 */
@NullMarked
package dev.convoy.runtime.junit;

import org.jspecify.annotations.NullMarked;
