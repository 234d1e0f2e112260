/**
 * The order system as its users meet it: the public HTTP API and nothing else. The demo, the system tests and the order benchmark all
 * speak through it. It shares no class with the apps, so what it reads is what any client reads.
 */
@NullMarked
package dev.convoy.systemtests.client;

import org.jspecify.annotations.NullMarked;
