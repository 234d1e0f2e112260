package dev.convoy.runtime.cosmos.documents;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Which paths of a container may be looked up by an index. The longest included or excluded path that covers a path decides.
 * Source: the indexing policies page of the Cosmos DB documentation.
 */
public record IndexingPolicy(boolean on, List<Rule> rules) {

    public IndexingPolicy {
        rules = List.copyOf(rules);
    }

    static IndexingPolicy parse(JsonNode json) {
        List<Rule> rules = new ArrayList<>();
        json.path("includedPaths")
                .forEach(path -> rules.add(Rule.parse(path.path("path").asText(), true)));
        json.path("excludedPaths")
                .forEach(path -> rules.add(Rule.parse(path.path("path").asText(), false)));
        boolean on = !json.path("indexingMode").asText("consistent").equalsIgnoreCase("none");
        return new IndexingPolicy(on, rules);
    }

    /** Whether the path may be indexed. */
    boolean includes(DocumentPath path) {
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
