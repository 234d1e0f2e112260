package dev.convoy.runtime.servicebus.admin;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** An element of a small XML document, by local names; namespaces tell nothing apart here. */
final class XmlNode {

    private static final int MAX_DEPTH = 64;

    private final String name;
    private final Map<String, String> attributes = new HashMap<>();
    private final List<XmlNode> children = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    private XmlNode(String name) {
        this.name = name;
    }

    /**
     * Reads a document; it may neither declare nor fetch entities.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    static XmlNode parse(String document) {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XmlNode root = new XmlNode("");
        Deque<XmlNode> open = new ArrayDeque<>(List.of(root));
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(document));
            while (reader.hasNext()) {
                read(reader.next(), reader, open);
            }
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException("The body is malformed XML: " + e.getMessage(), e);
        }
        return root;
    }

    private static void read(int event, XMLStreamReader reader, Deque<XmlNode> open) {
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> {
                if (open.size() > MAX_DEPTH) {
                    throw new IllegalArgumentException("The body's XML is nested deeper than " + MAX_DEPTH);
                }
                XmlNode node = new XmlNode(reader.getLocalName());
                for (int i = 0; i < reader.getAttributeCount(); i++) {
                    node.attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
                }
                open.getFirst().children.add(node);
                open.push(node);
            }
            case XMLStreamConstants.END_ELEMENT -> open.pop();
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                open.getFirst().text.append(reader.getText());
            default -> {
                // Comments and processing instructions say nothing to us.
            }
        }
    }

    List<XmlNode> children() {
        return children;
    }

    String text() {
        return text.toString();
    }

    /** The attribute's value without its namespace prefix; empty when absent. */
    String attribute(String attribute) {
        String value = attributes.getOrDefault(attribute, "");
        return value.substring(value.indexOf(':') + 1);
    }

    Optional<XmlNode> child(String wanted) {
        return children.stream().filter(node -> node.name.equals(wanted)).findFirst();
    }

    /** The text of a child; a child that is absent, empty or nil has none. */
    Optional<String> childText(String wanted) {
        return child(wanted).map(XmlNode::text).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** The first element of this name anywhere below. */
    Optional<XmlNode> find(String wanted) {
        for (XmlNode child : children) {
            Optional<XmlNode> found = child.name.equals(wanted) ? Optional.of(child) : child.find(wanted);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    String name() {
        return name;
    }
}
