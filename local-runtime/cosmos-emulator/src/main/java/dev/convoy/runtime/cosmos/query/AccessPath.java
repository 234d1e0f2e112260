package dev.convoy.runtime.cosmos.query;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.runtime.cosmos.documents.CompositePath;
import dev.convoy.runtime.cosmos.documents.DocumentPath;
import dev.convoy.runtime.cosmos.documents.IndexKey;
import dev.convoy.runtime.cosmos.documents.IndexLookup.Bound;
import dev.convoy.runtime.cosmos.documents.IndexLookup.Range;
import dev.convoy.runtime.cosmos.documents.ValueOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which index a query may use: the conditions of WHERE that must all hold and compare a path with a constant, gathered by path.
 * An index only narrows down what is looked at; WHERE is evaluated all the same. Confined to one request.
 */
final class AccessPath {

    private final String documents;
    private final QueryContext context;
    private final Map<DocumentPath, Condition> conditions = new LinkedHashMap<>();

    private AccessPath(String documents, QueryContext context) {
        this.documents = documents;
        this.context = context;
    }

    /** The conditions of a query; none if its first source is not the container itself. */
    static Optional<AccessPath> of(SelectQuery query, QueryContext context) {
        Optional<AccessPath> access = withoutConditions(query, context);
        Expression where = query.where();
        if (where != null) {
            access.ifPresent(path -> path.gather(where));
        }
        return access;
    }

    /** As {@link #of}, but knows nothing of WHERE and so needs no parameter. */
    static Optional<AccessPath> withoutConditions(SelectQuery query, QueryContext context) {
        return !query.sources().isEmpty()
                        && query.sources().getFirst() instanceof SelectQuery.Source.Documents documents
                ? Optional.of(new AccessPath(documents.name(), context))
                : Optional.empty();
    }

    /** The narrowest condition that an index could serve. */
    Optional<Map.Entry<DocumentPath, List<Range>>> best() {
        Map.Entry<DocumentPath, List<Range>> best = null;
        int cost = Integer.MAX_VALUE;
        for (Map.Entry<DocumentPath, Condition> entry : conditions.entrySet()) {
            if (entry.getValue().cost() < cost) {
                cost = entry.getValue().cost();
                best = Map.entry(entry.getKey(), entry.getValue().ranges());
            }
        }
        return Optional.ofNullable(best);
    }

    /** Whether some path must equal one of few values, which beats walking along an order. */
    boolean hasEquality() {
        return conditions.values().stream().anyMatch(condition -> condition.points() != null);
    }

    /** The ranges that WHERE leaves of a path. */
    List<Range> rangesOf(DocumentPath path) {
        Condition condition = conditions.get(path);
        return condition == null ? List.of(Range.ALL) : condition.ranges();
    }

    /** What an index must be ordered by to give this order; empty if a key is no plain path. */
    Optional<IndexKey> orderOf(List<SelectQuery.SortKey> keys) {
        List<CompositePath.Part> parts = new ArrayList<>();
        for (SelectQuery.SortKey key : keys) {
            pathOf(key.expression()).ifPresent(path -> parts.add(new CompositePath.Part(path, key.descending())));
        }
        if (parts.isEmpty() || parts.size() < keys.size()) {
            return Optional.empty();
        }
        return Optional.of(parts.size() == 1 ? parts.getFirst().path() : new CompositePath(parts));
    }

    /** The path an expression is, below the documents themselves. */
    Optional<DocumentPath> pathOf(Expression expression) {
        List<String> names = new ArrayList<>();
        Expression step = expression;
        while (step instanceof Expression.Property property) {
            names.addFirst(property.name());
            step = property.target();
        }
        boolean below =
                step instanceof Expression.Variable variable && variable.name().equals(documents);
        boolean ours = below && !names.isEmpty() && !names.getFirst().startsWith("_");
        return ours ? Optional.of(new DocumentPath(names)) : Optional.empty();
    }

    private void gather(Expression where) {
        switch (where) {
            case Expression.And and -> {
                gather(and.left());
                gather(and.right());
            }
            case Expression.Or or -> either(or);
            case Expression.Binary binary -> gather(binary);
            case Expression.Between between -> {
                narrow(between.operand(), new Range(bound(between.low(), true), null));
                narrow(between.operand(), new Range(null, bound(between.high(), true)));
            }
            case Expression.In in -> points(in);
            case Expression.Call call
            when call.function().name().equals("STARTSWITH") && call.arguments().size() == 2 -> prefix(call);
            default -> {
                // Anything else narrows nothing down.
            }
        }
    }

    /** Of alternatives only what each of them says counts: a path that equals one of some points in all. */
    private void either(Expression.Or or) {
        AccessPath left = new AccessPath(documents, context);
        left.gather(or.left());
        AccessPath right = new AccessPath(documents, context);
        right.gather(or.right());
        left.conditions.forEach((path, condition) -> {
            Condition other = right.conditions.get(path);
            if (other != null && other.points() != null && condition.points() != null) {
                TreeSet<JsonNode> points = new TreeSet<>(condition.points());
                points.addAll(other.points());
                conditions.merge(path, new Condition(points, null, null), (old, added) -> added);
            }
        });
    }

    private void gather(Expression.Binary binary) {
        boolean swapped = constant(binary.left()) != null;
        Expression path = swapped ? binary.right() : binary.left();
        JsonNode value = constant(swapped ? binary.left() : binary.right());
        if (value == null || value.isMissingNode()) {
            return;
        }
        switch (binary.operator()) {
            case EQUAL -> equal(path, List.of(value));
            case GREATER, GREATER_OR_EQUAL, LESS, LESS_OR_EQUAL -> {
                boolean inclusive = binary.operator() == Expression.Operator.GREATER_OR_EQUAL
                        || binary.operator() == Expression.Operator.LESS_OR_EQUAL;
                boolean above = binary.operator() == Expression.Operator.GREATER
                        || binary.operator() == Expression.Operator.GREATER_OR_EQUAL;
                Bound bound = new Bound(value, inclusive);
                narrow(path, above != swapped ? new Range(bound, null) : new Range(null, bound));
            }
            default -> {
                // Other operators give no condition on the path.
            }
        }
    }

    private void prefix(Expression.Call call) {
        JsonNode value = constant(call.arguments().get(1));
        if (value != null && value.isTextual()) {
            narrow(call.arguments().getFirst(), new Range(new Bound(value, true), null));
            after(value.textValue())
                    .ifPresent(end ->
                            narrow(call.arguments().getFirst(), new Range(null, new Bound(Values.of(end), false))));
        }
    }

    /** The first text after all that start with the prefix; empty if there is none. */
    private static Optional<String> after(String prefix) {
        int end = prefix.length();
        while (end > 0 && prefix.charAt(end - 1) == Character.MAX_VALUE) {
            end--;
        }
        return end == 0
                ? Optional.empty()
                : Optional.of(prefix.substring(0, end - 1) + (char) (prefix.charAt(end - 1) + 1));
    }

    private void points(Expression.In in) {
        List<JsonNode> values = new ArrayList<>();
        for (Expression candidate : in.candidates()) {
            JsonNode value = constant(candidate);
            if (value == null) {
                return;
            }
            values.add(value);
        }
        equal(in.operand(), values);
    }

    private void equal(Expression expression, List<JsonNode> values) {
        pathOf(expression).ifPresent(path -> {
            TreeSet<JsonNode> points = new TreeSet<>(ValueOrder.ORDER);
            values.stream().filter(value -> !value.isMissingNode()).forEach(points::add);
            conditions.merge(path, new Condition(points, null, null), (old, added) -> added);
        });
    }

    private void narrow(Expression expression, Range range) {
        if (range.low() != null || range.high() != null) {
            pathOf(expression)
                    .ifPresent(path ->
                            conditions.merge(path, new Condition(null, range.low(), range.high()), Condition::and));
        }
    }

    private @Nullable Bound bound(Expression expression, boolean inclusive) {
        JsonNode value = constant(expression);
        return value == null || value.isMissingNode() ? null : new Bound(value, inclusive);
    }

    private @Nullable JsonNode constant(Expression expression) {
        return switch (expression) {
            case Expression.Literal literal -> literal.value();
            case Expression.Parameter parameter -> context.parameter(parameter.name());
            case Expression.Sign sign
            when sign.operand() instanceof Expression.Literal literal ->
                Operators.sign(sign.operator(), literal.value());
            default -> null;
        };
    }

    /** What must hold of a path: it equals one of some points, or lies between bounds. */
    private record Condition(
            @Nullable TreeSet<JsonNode> points,
            @Nullable Bound low,
            @Nullable Bound high) {

        int cost() {
            if (points != null) {
                return points.size();
            }
            return low != null && high != null ? 100_000 : 1_000_000;
        }

        List<Range> ranges() {
            return points == null
                    ? List.of(new Range(low, high))
                    : points.stream().map(Range::of).toList();
        }

        /** Both hold: points are narrow enough, of two bounds either will do. */
        Condition and(Condition other) {
            if (points != null) {
                return this;
            }
            return new Condition(null, low == null ? other.low : low, high == null ? other.high : high);
        }
    }
}
