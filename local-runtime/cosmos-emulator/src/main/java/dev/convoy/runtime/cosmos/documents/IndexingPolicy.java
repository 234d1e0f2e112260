package dev.convoy.runtime.cosmos.documents;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Which paths of a container may be looked up by an index. The longest included or excluded path that covers a path decides.
 * Source: the indexing policies page of the Cosmos DB documentation.
 */
public record IndexingPolicy(boolean on, List<Rule> rules, List<CompositePath> composites) {

    public IndexingPolicy {
        rules = List.copyOf(rules);
        composites = List.copyOf(composites);
    }

    static IndexingPolicy parse(JsonNode json) {
        List<Rule> rules = new ArrayList<>();
        json.path("includedPaths")
                .forEach(path -> rules.add(Rule.parse(path.path("path").asText(), true)));
        json.path("excludedPaths")
                .forEach(path -> rules.add(Rule.parse(path.path("path").asText(), false)));
        boolean on = !json.path("indexingMode").asText("consistent").equalsIgnoreCase("none");
        List<CompositePath> composites = new ArrayList<>();
        json.path("compositeIndexes").forEach(composite -> composites.add(CompositePath.parse(composite)));
        return new IndexingPolicy(on, rules, composites);
    }

    /**
     * Checks that ORDER BY can be served, as the service demands: by one path that is not excluded, or by a composite index of just
     * these paths, in these directions or all of them reversed.
     *
     * @throws RefusedException with 400, naming what the policy lacks
     */
    public void requireOrder(IndexKey key) {
        switch (key) {
            case DocumentPath path -> {
                if (!includes(path)) {
                    throw new RefusedException(Refusal.badRequest(
                            "The index path corresponding to the specified order-by" + " item is excluded: " + path));
                }
            }
            case CompositePath composite -> {
                if (!includes(composite)) {
                    throw new RefusedException(Refusal.badRequest("The order by query does not have a corresponding"
                            + " composite index that it can be served from; the indexing policy would need one on "
                            + composite));
                }
            }
        }
    }

    /** Whether there may be an index of that key; a composite one can be read either way. */
    boolean includes(IndexKey key) {
        return switch (key) {
            case DocumentPath path -> includes(path);
            case CompositePath composite ->
                on && (composites.contains(composite) || composites.contains(composite.reversed()));
        };
    }

    private boolean includes(DocumentPath path) {
        Rule best = null;
        for (Rule rule : rules) {
            if (rule.covers(path)
                    && (best == null || rule.prefix().size() >= best.prefix().size())) {
                best = rule;
            }
        }
        return on && best != null && best.included();
    }

    /** One path of a policy; {@code exact} if it ends in {@code /?}, else it covers all below. */
    public record Rule(List<String> prefix, boolean exact, boolean included) {

        public Rule {
            prefix = List.copyOf(prefix);
        }

        static Rule parse(String path, boolean included) {
            boolean exact = path.endsWith("/?");
            boolean below = path.endsWith("/*");
            String text = exact || below ? path.substring(0, path.length() - 2) : path;
            boolean everything = text.isEmpty() || text.equals("/");
            return new Rule(everything ? List.of() : DocumentPath.parse(text).segments(), exact, included);
        }

        boolean covers(DocumentPath path) {
            List<String> segments = path.segments();
            boolean starts = segments.size() >= prefix.size()
                    && segments.subList(0, prefix.size()).equals(prefix);
            return starts && (!exact || segments.size() == prefix.size());
        }
    }
}
