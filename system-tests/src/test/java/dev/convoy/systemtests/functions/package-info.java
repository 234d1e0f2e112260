/**
 * The functions app's ports against the emulators, through the unmodified SDKs. The same contracts that the ports in memory keep.
 * Everything runs in this process, on free ports.
 */
@NullMarked
package dev.convoy.systemtests.functions;

import org.jspecify.annotations.NullMarked;
