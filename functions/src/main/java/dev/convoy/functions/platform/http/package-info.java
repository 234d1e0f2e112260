/**
 * Requests and answers of the HTTP API without its host. Problems are RFC 9457 documents that name each bad field. One class maps what
 * went wrong to a status.
 */
@NullMarked
package dev.convoy.functions.platform.http;

import org.jspecify.annotations.NullMarked;
