package dev.convoy.runtime.cosmos.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;

/**
 * A projected row with the values it is sorted by and its place before sorting, which breaks ties in the direction
 * of the first key, as the SDK expects when it goes on in the middle.
 */
record Ranked(JsonNode value, List<JsonNode> keys, long place) {

    static Comparator<Ranked> byKeys(List<SelectQuery.SortKey> orderBy) {
        return (left, right) -> {
            for (int i = 0; i < orderBy.size(); i++) {
                int order = Values.compare(left.keys().get(i), right.keys().get(i));
                if (order != 0) {
                    return orderBy.get(i).descending() ? -order : order;
                }
            }
            int byPlace = Long.compare(left.place(), right.place());
            return !orderBy.isEmpty() && orderBy.getFirst().descending() ? -byPlace : byPlace;
        };
    }
}
