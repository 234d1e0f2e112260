package dev.convoy.runtime.durable.engine;

import java.util.List;
import java.util.Optional;

/** Some instances in the order of their starts, and where to go on if there are more. */
public record InstancePage(List<InstanceStatus> instances, Optional<String> continuation) {

    public InstancePage {
        instances = List.copyOf(instances);
    }
}
