package dev.convoy.contracts.lookup;

import dev.convoy.contracts.id.LookupId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lookups that were accepted together, as they lie in the container {@code lookups}: one document, written with the message that starts
 * their orchestration and never changed. A lookup of it gets a document of its own, equal to the one in here, with its first commands;
 * until then it is read here.
 *
 * @param id the batch's id, as is {@code lookupId}
 * @param kind always {@value #KIND}
 * @param lookups from 1 to {@value LookupBatchRequested#MOST}
 */
public record LookupBatchDocument(
        String id,
        LookupId lookupId,
        String kind,
        String clientId,
        List<LookupDocument> lookups,
        Instant requestedAt,
        long ttl) {

    public static final String KIND = "lookup-batch";

    private static final Pattern OF_ONE = Pattern.compile("(.+)-[1-9][0-9]{0,2}");

    public LookupBatchDocument {
        lookups = List.copyOf(lookups);
    }

    /** The id of a batch's lookup, counted from 1. */
    public static LookupId idOf(LookupId batchId, int number) {
        return new LookupId(batchId.value() + "-" + number);
    }

    /** The batch that a lookup of that id would belong to, if it looks like one of a batch. */
    public static Optional<LookupId> batchOf(LookupId id) {
        Matcher matcher = OF_ONE.matcher(id.value());
        return matcher.matches() ? Optional.of(new LookupId(matcher.group(1))) : Optional.empty();
    }

    /** The lookup of that id, if it is one of these. */
    public Optional<LookupDocument> lookup(LookupId id) {
        return lookups.stream().filter(lookup -> lookup.lookupId().equals(id)).findFirst();
    }
}
