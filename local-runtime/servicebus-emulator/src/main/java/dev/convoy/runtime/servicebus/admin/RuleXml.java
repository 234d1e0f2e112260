package dev.convoy.runtime.servicebus.admin;

import dev.convoy.runtime.servicebus.broker.CorrelationFilter;
import dev.convoy.runtime.servicebus.broker.Filter;
import dev.convoy.runtime.servicebus.broker.Rule;
import dev.convoy.runtime.servicebus.broker.SqlAction;
import dev.convoy.runtime.servicebus.broker.SqlFilter;
import dev.convoy.runtime.servicebus.message.Properties;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rules as XML descriptions. Stateless. */
final class RuleXml {

    private static final Map<String, Properties.Field> SYSTEM = new LinkedHashMap<>();

    static {
        SYSTEM.put("CorrelationId", Properties.Field.CORRELATION_ID);
        SYSTEM.put("MessageId", Properties.Field.MESSAGE_ID);
        SYSTEM.put("To", Properties.Field.TO);
        SYSTEM.put("ReplyTo", Properties.Field.REPLY_TO);
        SYSTEM.put("Label", Properties.Field.SUBJECT);
        SYSTEM.put("SessionId", Properties.Field.GROUP_ID);
        SYSTEM.put("ReplyToSessionId", Properties.Field.REPLY_TO_GROUP_ID);
        SYSTEM.put("ContentType", Properties.Field.CONTENT_TYPE);
    }

    private RuleXml() {}

    /** @throws IllegalArgumentException if an expression is malformed or the filter's kind unknown */
    static Rule read(String name, XmlNode description) {
        Filter filter = description.child("Filter").map(RuleXml::filter).orElseGet(Filter.True::new);
        Optional<SqlAction> action = description
                .child("Action")
                .filter(node -> node.attribute("type").equals("SqlRuleAction"))
                .map(node -> new SqlAction(node.childText("SqlExpression").orElse(""), parameters(node)));
        return new Rule(name, filter, action);
    }

    static String write(Rule rule) {
        XmlText xml = new XmlText();
        xml.raw("<RuleDescription xmlns=\"" + EntityXml.CONNECT
                + "\" xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\">");
        writeFilter(xml, rule.filter());
        SqlAction action = rule.action().orElse(null);
        if (action == null) {
            xml.raw("<Action i:type=\"EmptyRuleAction\"/>");
        } else {
            xml.raw("<Action i:type=\"SqlRuleAction\">").element("SqlExpression", action.expression());
            writeProperties(xml, "Parameters", action.parameters());
            xml.raw("</Action>");
        }
        return xml.element("Name", rule.name()).raw("</RuleDescription>").toString();
    }

    private static Filter filter(XmlNode node) {
        return switch (node.attribute("type")) {
            case "TrueFilter" -> new Filter.True();
            case "FalseFilter" -> new Filter.False();
            case "SqlFilter" -> new SqlFilter(node.childText("SqlExpression").orElse(""), parameters(node));
            case "CorrelationFilter" -> correlation(node);
            default ->
                throw new IllegalArgumentException("Filter: the type " + node.attribute("type") + " is not known");
        };
    }

    private static CorrelationFilter correlation(XmlNode node) {
        Map<Properties.Field, String> system = new EnumMap<>(Properties.Field.class);
        SYSTEM.forEach((name, field) -> node.childText(name).ifPresent(value -> system.put(field, value)));
        return new CorrelationFilter(system, properties(node.child("Properties").orElse(null)));
    }

    private static Map<String, Object> parameters(XmlNode node) {
        return properties(node.child("Parameters").orElse(null));
    }

    private static Map<String, Object> properties(@Nullable XmlNode list) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<XmlNode> entries = list == null ? List.of() : list.children();
        for (XmlNode entry : entries) {
            XmlNode value = entry.child("Value").orElse(null);
            String key = entry.childText("Key").orElse("");
            if (value != null) {
                properties.put(key, typed(value.attribute("type"), value.text()));
            }
        }
        return properties;
    }

    private static Object typed(String type, String text) {
        return switch (type) {
            case "int", "long", "short", "byte", "unsignedByte", "unsignedInt" -> Long.valueOf(text);
            case "double", "float", "decimal" -> Double.valueOf(text);
            case "boolean" -> Boolean.valueOf(text);
            default -> text;
        };
    }

    private static void writeFilter(XmlText xml, Filter filter) {
        switch (filter) {
            case Filter.True ignored -> writeSql(xml, "TrueFilter", "1=1", Map.of());
            case Filter.False ignored -> writeSql(xml, "FalseFilter", "1=0", Map.of());
            case SqlFilter sql -> writeSql(xml, "SqlFilter", sql.expression(), sql.parameters());
            case CorrelationFilter correlation -> {
                xml.raw("<Filter i:type=\"CorrelationFilter\">");
                SYSTEM.forEach(
                        (name, field) -> xml.element(name, correlation.system().get(field)));
                writeProperties(xml, "Properties", correlation.application());
                xml.raw("</Filter>");
            }
        }
    }

    private static void writeSql(XmlText xml, String type, String expression, Map<String, Object> parameters) {
        xml.raw("<Filter i:type=\"" + type + "\">")
                .element("SqlExpression", expression)
                .element("CompatibilityLevel", 20);
        writeProperties(xml, "Parameters", parameters);
        xml.raw("</Filter>");
    }

    private static void writeProperties(XmlText xml, String name, Map<String, Object> properties) {
        if (properties.isEmpty()) {
            return;
        }
        xml.raw("<" + name + ">");
        properties.forEach((key, value) -> {
            xml.raw("<KeyValueOfstringanyType>").element("Key", key);
            xml.raw("<Value xmlns:d6p1=\"http://www.w3.org/2001/XMLSchema\" i:type=\"d6p1:" + typeOf(value) + "\">")
                    .text(String.valueOf(value))
                    .raw("</Value></KeyValueOfstringanyType>");
        });
        xml.raw("</" + name + ">");
    }

    private static String typeOf(Object value) {
        return switch (value) {
            case Long ignored -> "long";
            case Integer ignored -> "int";
            case Double ignored -> "double";
            case Boolean ignored -> "boolean";
            default -> "string";
        };
    }
}
