/**
 * The arrows of this project as tests: which module may need which, which package may know which, what an orchestrator may not touch.
 * Modules are read from their poms, packages from class files, conventions from the sources. Every rule here is stated in docs/architecture.md.
 */
@NullMarked
package dev.convoy.architecture;

import org.jspecify.annotations.NullMarked;
