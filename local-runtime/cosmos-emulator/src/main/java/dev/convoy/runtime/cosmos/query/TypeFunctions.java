package dev.convoy.runtime.cosmos.query;

import static dev.convoy.runtime.cosmos.query.Functions.add;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Predicate;

/** Functions that ask for types, and the conditional one. All but IIF give true or false even for undefined. Stateless. */
final class TypeFunctions {

    private TypeFunctions() {}

    static void register() {
        test("IS_DEFINED", value -> !value.isMissingNode());
        test("IS_NULL", JsonNode::isNull);
        test("IS_BOOL", JsonNode::isBoolean);
        test("IS_BOOLEAN", JsonNode::isBoolean); // the SDK says so when it goes on in the middle of an order
        test("IS_NUMBER", JsonNode::isNumber);
        test("IS_FINITE_NUMBER", JsonNode::isNumber);
        test("IS_INTEGER", value -> value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue()));
        test("IS_STRING", JsonNode::isTextual);
        test("IS_ARRAY", JsonNode::isArray);
        test("IS_OBJECT", JsonNode::isObject);
        test("IS_PRIMITIVE", value -> value.isNull() || value.isBoolean() || value.isNumber() || value.isTextual());
        add("IIF", 3, 3, (arguments, now) -> {
            JsonNode condition = arguments.getFirst();
            if (!condition.isBoolean()) {
                return Values.UNDEFINED;
            }
            return arguments.get(condition.booleanValue() ? 1 : 2);
        });
    }

    private static void test(String name, Predicate<JsonNode> test) {
        add(name, 1, 1, (arguments, now) -> Values.of(test.test(arguments.getFirst())));
    }
}
