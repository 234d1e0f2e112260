package dev.convoy.runtime.cosmos.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives expressions their values. Logic has three values, undefined being the third: false beats it in AND, true in OR.
 *
 * <p>Equality of values of different types is false, of anything with undefined it is undefined; an order between different
 * types, or between arrays or objects, is undefined. Source: the operators pages of the query language reference; that
 * {@code x != null} is true for a text is how the service behaves, though its table says undefined. Immutable.
 */
final class Evaluator {

    private final QueryContext context;
    private final JsonNode root;
    private final Map<Expression.Aggregate, JsonNode> aggregates;

    /**
     * An evaluator of one document's rows.
     *
     * @param root the document, or undefined where there is none
     * @param aggregates the values of the aggregates where rows are groups
     */
    Evaluator(QueryContext context, JsonNode root, Map<Expression.Aggregate, JsonNode> aggregates) {
        this.context = context;
        this.root = root;
        this.aggregates = aggregates;
    }

    JsonNode root() {
        return root;
    }

    QueryContext context() {
        return context;
    }

    boolean isTrue(Expression expression, @Nullable Scope scope) {
        return Values.isTrue(value(expression, scope));
    }

    JsonNode value(Expression expression, @Nullable Scope scope) {
        return switch (expression) {
            case Expression.Literal literal -> literal.value();
            case Expression.Parameter parameter -> context.parameter(parameter.name());
            case Expression.Variable variable -> orUndefined(Scope.lookup(scope, variable.name()));
            case Expression.SourceRoot source -> {
                JsonNode bound = Scope.lookup(scope, source.name());
                yield bound == null ? root : bound;
            }
            case Expression.Property property -> property(value(property.target(), scope), property.name());
            case Expression.Element element -> element(value(element.target(), scope), value(element.index(), scope));
            case Expression.Binary binary ->
                Operators.apply(binary.operator(), value(binary.left(), scope), value(binary.right(), scope));
            case Expression.And and -> and(and, scope);
            case Expression.Or or -> or(or, scope);
            case Expression.Not not -> negate(value(not.operand(), scope));
            case Expression.Sign sign -> Operators.sign(sign.operator(), value(sign.operand(), scope));
            case Expression.Coalesce coalesce -> {
                JsonNode left = value(coalesce.left(), scope);
                yield left.isMissingNode() ? value(coalesce.right(), scope) : left;
            }
            case Expression.Conditional c -> value(isTrue(c.test(), scope) ? c.then() : c.otherwise(), scope);
            case Expression.In in -> in(in, scope);
            case Expression.Between between -> between(between, scope);
            case Expression.Like like -> like(like, scope);
            case Expression.Exists exists ->
                Values.of(!subrows(exists.query(), scope, 1).isEmpty());
            case Expression.ArrayOf array -> array(subrows(array.query(), scope, Integer.MAX_VALUE));
            case Expression.Scalar scalar -> scalar(scalar, scope);
            case Expression.ArrayLiteral array -> array(values(array.elements(), scope));
            case Expression.ObjectLiteral object -> object(object, scope);
            case Expression.Call call -> call.function().body().apply(values(call.arguments(), scope), context.now());
            case Expression.UdfCall call -> context.functions().call(call.name(), values(call.arguments(), scope));
            case Expression.Aggregate aggregate -> orUndefined(aggregates.get(aggregate));
        };
    }

    private List<JsonNode> values(List<Expression> expressions, @Nullable Scope scope) {
        List<JsonNode> values = new ArrayList<>(expressions.size());
        for (Expression expression : expressions) {
            values.add(value(expression, scope));
        }
        return values;
    }

    private List<JsonNode> subrows(SelectQuery query, @Nullable Scope scope, int most) {
        return new Selection(query, this).values(scope, most);
    }

    private static JsonNode orUndefined(@Nullable JsonNode value) {
        return value == null ? Values.UNDEFINED : value;
    }

    private static JsonNode property(JsonNode target, String name) {
        return target.isObject() ? orUndefined(target.get(name)) : Values.UNDEFINED;
    }

    private static JsonNode element(JsonNode target, JsonNode index) {
        if (target.isArray() && Functions.isInt(index)) {
            return orUndefined(target.get(index.intValue()));
        }
        return index.isTextual() ? property(target, index.textValue()) : Values.UNDEFINED;
    }

    private JsonNode and(Expression.And and, @Nullable Scope scope) {
        JsonNode left = value(and.left(), scope);
        if (Values.isFalse(left)) {
            return left;
        }
        JsonNode right = value(and.right(), scope);
        if (Values.isFalse(right)) {
            return right;
        }
        return Values.isTrue(left) && Values.isTrue(right) ? right : Values.UNDEFINED;
    }

    private JsonNode or(Expression.Or or, @Nullable Scope scope) {
        JsonNode left = value(or.left(), scope);
        if (Values.isTrue(left)) {
            return left;
        }
        JsonNode right = value(or.right(), scope);
        if (Values.isTrue(right)) {
            return right;
        }
        return Values.isFalse(left) && Values.isFalse(right) ? right : Values.UNDEFINED;
    }

    private static JsonNode negate(JsonNode value) {
        return value.isBoolean() ? Values.of(!value.booleanValue()) : Values.UNDEFINED;
    }

    private JsonNode in(Expression.In in, @Nullable Scope scope) {
        JsonNode value = value(in.operand(), scope);
        JsonNode answer = Values.of(false);
        for (Expression candidate : in.candidates()) {
            JsonNode equal = Operators.equality(value, value(candidate, scope));
            if (Values.isTrue(equal)) {
                return equal;
            }
            answer = equal.isMissingNode() ? equal : answer;
        }
        return answer;
    }

    private JsonNode between(Expression.Between between, @Nullable Scope scope) {
        JsonNode value = value(between.operand(), scope);
        JsonNode above = Operators.apply(Expression.Operator.GREATER_OR_EQUAL, value, value(between.low(), scope));
        JsonNode below = Operators.apply(Expression.Operator.LESS_OR_EQUAL, value, value(between.high(), scope));
        if (Values.isFalse(above) || Values.isFalse(below)) {
            return Values.of(false);
        }
        return above.isMissingNode() ? above : below;
    }

    private JsonNode like(Expression.Like like, @Nullable Scope scope) {
        JsonNode text = value(like.operand(), scope);
        JsonNode pattern = value(like.pattern(), scope);
        if (!text.isTextual() || !pattern.isTextual()) {
            return Values.UNDEFINED;
        }
        return Values.of(LikePattern.of(pattern.textValue(), like.escape())
                .matcher(text.textValue())
                .matches());
    }

    private JsonNode scalar(Expression.Scalar scalar, @Nullable Scope scope) {
        List<JsonNode> rows = subrows(scalar.query(), scope, 2);
        return rows.size() == 1 ? rows.getFirst() : Values.UNDEFINED;
    }

    private static ArrayNode array(List<JsonNode> values) {
        ArrayNode array = Values.NODES.arrayNode();
        for (JsonNode value : values) {
            if (!value.isMissingNode()) {
                array.add(value);
            }
        }
        return array;
    }

    private ObjectNode object(Expression.ObjectLiteral literal, @Nullable Scope scope) {
        ObjectNode object = Values.NODES.objectNode();
        for (Expression.Member member : literal.members()) {
            JsonNode value = value(member.value(), scope);
            if (!value.isMissingNode()) {
                object.set(member.name(), value);
            }
        }
        return object;
    }
}
