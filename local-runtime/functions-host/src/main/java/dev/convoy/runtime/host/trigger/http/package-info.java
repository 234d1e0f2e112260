/**
 * The HTTP trigger: one Netty server per app, which finds the function by route and method, hands it the request and answers with what it
 * returns. It also lets clients reach the task hub's management API under the app's own address. Everything it refuses is a
 * problem document.
 */
@NullMarked
package dev.convoy.runtime.host.trigger.http;

import org.jspecify.annotations.NullMarked;
