package dev.convoy.runtime.stack;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * How the hosts of a stack's apps are to behave.
 *
 * @param only names of the functions to run, whichever app they belong to; empty for all
 * @param verbose whether apps and hosts say everything they have to say
 * @param watch whether an app is started again when its folder changes
 * @param workerDirectory an installed Java worker of the Core Tools, to run apps in place of ours
 */
public record HostOptions(Set<String> only, boolean verbose, boolean watch, Optional<Path> workerDirectory) {

    public HostOptions {
        only = Set.copyOf(only);
    }

    /** Every function, a quiet log, folders left alone, our worker. */
    public static HostOptions defaults() {
        return new HostOptions(Set.of(), false, false, Optional.empty());
    }
}
