package dev.convoy.contracts.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.UnaryOperator;

/**
 * The way from one version of a message to the next.
 *
 * @param from full type name of the older version
 * @param to full type name of the next version
 * @param change makes the next version's data out of the older one's
 */
record Upcaster(String from, String to, UnaryOperator<ObjectNode> change) {}
