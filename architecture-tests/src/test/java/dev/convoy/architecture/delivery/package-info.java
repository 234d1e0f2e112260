/**
 * What is deployed agrees with the code. The Bicep files are evaluated offline to the resources they would create, and those are
 * held against the topology, the typed settings and the triggers and clients that the apps use. Workflow and container files are
 * checked too; broken copies prove that each check can fail.
 */
@NullMarked
package dev.convoy.architecture.delivery;

import org.jspecify.annotations.NullMarked;
