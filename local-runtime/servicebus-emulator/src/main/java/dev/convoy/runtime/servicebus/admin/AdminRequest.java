package dev.convoy.runtime.servicebus.admin;

import java.util.Map;

/** An HTTP request, decoded. Header names are in lower case; of a repeated query parameter the first counts. */
record AdminRequest(String method, String path, Map<String, String> query, Map<String, String> headers, String body) {}
