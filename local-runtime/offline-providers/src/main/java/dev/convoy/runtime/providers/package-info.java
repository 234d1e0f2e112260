/**
 * The outside world for machines without internet: GeoIP and RDAP over HTTP, names over DNS, reachability through a SOCKS proxy.
 * Answers come from fixtures for the documentation ranges (RFC 5737, RFC 3849, RFC 2606) and nothing else. Each service can be made
 * slow or made to fail while running.
 */
@NullMarked
package dev.convoy.runtime.providers;

import org.jspecify.annotations.NullMarked;
