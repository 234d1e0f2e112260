package dev.convoy.runtime.cosmos.gateway;

import dev.convoy.runtime.cosmos.documents.EffectivePartitionKey;
import dev.convoy.runtime.cosmos.documents.ItemKey;
import dev.convoy.runtime.cosmos.documents.PartitionKeyDefinition;
import java.util.Optional;
import java.util.function.Predicate;

/** Lets through the items of a part of the key space. Immutable. */
record EpkFilter(String from, String to, PartitionKeyDefinition definition) implements Predicate<ItemKey> {

    /** The filter of the request's start and end headers; empty if it has none. */
    static Optional<EpkFilter> of(Target target, GatewayRequest request) {
        String from = request.header(Headers.START_EPK);
        String to = request.header(Headers.END_EPK);
        if (from == null && to == null) {
            return Optional.empty();
        }
        return Optional.of(new EpkFilter(
                from == null ? EffectivePartitionKey.MIN : from,
                to == null ? EffectivePartitionKey.MAX : to,
                target.container().settings().partitionKey()));
    }

    @Override
    public boolean test(ItemKey key) {
        String place = EffectivePartitionKey.of(key.partitionKey(), definition);
        return place.compareTo(from) >= 0 && place.compareTo(to) < 0;
    }
}
