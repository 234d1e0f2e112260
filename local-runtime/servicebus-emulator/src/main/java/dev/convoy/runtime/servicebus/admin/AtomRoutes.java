package dev.convoy.runtime.servicebus.admin;

import dev.convoy.runtime.servicebus.broker.Address;
import dev.convoy.runtime.servicebus.broker.EntityDefinition;
import dev.convoy.runtime.servicebus.broker.EntitySettings;
import dev.convoy.runtime.servicebus.broker.Outcome;
import dev.convoy.runtime.servicebus.broker.Refusal;
import dev.convoy.runtime.servicebus.broker.Rule;
import dev.convoy.runtime.servicebus.broker.Topology;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The administration that Azure's clients speak ("Service Bus management: REST"): entities and rules as Atom entries under
 * their paths. On the broker's thread.
 */
final class AtomRoutes {

    private static final int DEFAULT_TOP = 100;
    private static final String NAMESPACE = "sbemulatorns";

    private final Topology topology;
    private final Supplier<Instant> clock;

    AtomRoutes(Topology topology, Supplier<Instant> clock) {
        this.topology = topology;
        this.clock = clock;
    }

    AdminResponse answer(AdminRequest request) {
        String path = strip(request.path());
        String lower = path.toLowerCase(Locale.ROOT);
        if (lower.equals("$namespaceinfo")) {
            return namespace();
        }
        if (lower.startsWith("$resources/")) {
            boolean topics = lower.endsWith("topics");
            return page(path, request, topics ? Entities.topics(topology) : Entities.queues(topology));
        }
        int subscriptions = lower.indexOf("/subscriptions");
        if (subscriptions < 0) {
            return onEntity(request, path);
        }
        String topic = path.substring(0, subscriptions);
        String rest = strip(path.substring(subscriptions + "/subscriptions".length()));
        return rest.isEmpty()
                ? page(path, request, Entities.subscriptionsOf(topology, topic))
                : onSubscription(request, topic, rest);
    }

    private AdminResponse onSubscription(AdminRequest request, String topic, String rest) {
        int rules = rest.toLowerCase(Locale.ROOT).indexOf("/rules");
        if (rules < 0) {
            return onSubscription(request, new EntityDefinition.Subscription(topic, rest, EntitySettings.defaults()));
        }
        String subscription = Address.subscription(topic, rest.substring(0, rules));
        String rule = strip(rest.substring(rules + "/rules".length()));
        return rule.isEmpty() ? rules(request, subscription) : onRule(request, subscription, rule);
    }

    private AdminResponse onEntity(AdminRequest request, String path) {
        return switch (request.method()) {
            case "GET" ->
                topology.find(path)
                        .map(definition -> entry(200, definition))
                        .orElseGet(() -> Atom.feed(path, List.of(), "", clock.get()));
            case "PUT" -> put(request, path);
            case "DELETE" -> delete(path);
            default -> Atom.error(405, "GET, PUT and DELETE only");
        };
    }

    private AdminResponse onSubscription(AdminRequest request, EntityDefinition.Subscription named) {
        return switch (request.method()) {
            case "GET" ->
                topology.find(named.path())
                        .map(definition -> entry(200, definition))
                        .orElseGet(() -> notFound(named.path()));
            case "PUT" -> putSubscription(request, named);
            case "DELETE" -> delete(named.path());
            default -> Atom.error(405, "GET, PUT and DELETE only");
        };
    }

    private AdminResponse put(AdminRequest request, String path) {
        XmlNode document = XmlNode.parse(request.body());
        Optional<XmlNode> queue = document.find("QueueDescription");
        XmlNode description = queue.or(() -> document.find("TopicDescription"))
                .orElseThrow(() -> new IllegalArgumentException(
                        "The body holds neither a QueueDescription nor a TopicDescription."));
        EntitySettings settings = settings(description, path);
        return store(
                request,
                queue.isPresent()
                        ? new EntityDefinition.Queue(path, settings)
                        : new EntityDefinition.Topic(path, settings));
    }

    private AdminResponse putSubscription(AdminRequest request, EntityDefinition.Subscription named) {
        XmlNode description = XmlNode.parse(request.body())
                .find("SubscriptionDescription")
                .orElseThrow(() -> new IllegalArgumentException("The body holds no SubscriptionDescription."));
        Optional<Rule> firstRule = description
                .child("DefaultRuleDescription")
                .map(rule -> RuleXml.read(rule.childText("Name").orElse(Rule.DEFAULT_NAME), rule));
        boolean isNew = topology.find(named.path()).isEmpty();
        AdminResponse answer = store(
                request,
                new EntityDefinition.Subscription(named.topic(), named.name(), settings(description, named.path())));
        if (isNew && firstRule.isPresent() && answer.status() < 300) {
            require(topology.removeRule(named.path(), Rule.DEFAULT_NAME));
            require(topology.addRule(named.path(), firstRule.get()));
        }
        return answer;
    }

    private EntitySettings settings(XmlNode description, String path) {
        return EntityXml.read(
                description, topology.find(path).map(EntityDefinition::settings).orElse(null), clock.get());
    }

    /** With an If-Match header the entity must exist, else it must not. */
    private AdminResponse store(AdminRequest request, EntityDefinition definition) {
        boolean update = request.headers().containsKey("if-match");
        Outcome<EntityDefinition> stored = update ? topology.update(definition) : topology.create(definition);
        return switch (stored) {
            case Outcome.Done<EntityDefinition>(EntityDefinition done) -> entry(update ? 200 : 201, done);
            case Outcome.Refused<EntityDefinition>(Refusal refusal) -> Atom.error(refusal);
        };
    }

    private AdminResponse delete(String path) {
        return switch (topology.delete(path)) {
            case Outcome.Done<Boolean> ignored -> new AdminResponse(200, "application/atom+xml", "");
            case Outcome.Refused<Boolean>(Refusal refusal) -> Atom.error(refusal);
        };
    }

    private AdminResponse onRule(AdminRequest request, String subscription, String name) {
        return switch (request.method()) {
            case "GET" ->
                topology.rule(subscription, name)
                        .map(rule -> Atom.entry(200, new Atom.Entry(rule.name(), RuleXml.write(rule)), clock.get()))
                        .orElseGet(() -> notFound(subscription + "/rules/" + name));
            case "PUT" -> putRule(request, subscription, name);
            case "DELETE" ->
                switch (topology.removeRule(subscription, name)) {
                    case Outcome.Done<Boolean> ignored -> new AdminResponse(200, "application/atom+xml", "");
                    case Outcome.Refused<Boolean>(Refusal refusal) -> Atom.error(refusal);
                };
            default -> Atom.error(405, "GET, PUT and DELETE only");
        };
    }

    private AdminResponse putRule(AdminRequest request, String subscription, String name) {
        XmlNode description = XmlNode.parse(request.body())
                .find("RuleDescription")
                .orElseThrow(() -> new IllegalArgumentException("The body holds no RuleDescription."));
        Rule rule = RuleXml.read(name, description);
        boolean update = request.headers().containsKey("if-match");
        if (update && topology.rule(subscription, name).isEmpty()) {
            return notFound(subscription + "/rules/" + name);
        }
        Outcome<Rule> stored = update ? topology.putRule(subscription, rule) : topology.addRule(subscription, rule);
        return switch (stored) {
            case Outcome.Done<Rule>(Rule done) ->
                Atom.entry(update ? 200 : 201, new Atom.Entry(done.name(), RuleXml.write(done)), clock.get());
            case Outcome.Refused<Rule>(Refusal refusal) -> Atom.error(refusal);
        };
    }

    private AdminResponse rules(AdminRequest request, String subscription) {
        List<Atom.Entry> entries = topology.rules(subscription).stream()
                .skip(number(request, "$skip", 0))
                .limit(number(request, "$top", DEFAULT_TOP))
                .map(rule -> new Atom.Entry(rule.name(), RuleXml.write(rule)))
                .toList();
        return Atom.feed("rules", entries, "", clock.get());
    }

    private AdminResponse page(String title, AdminRequest request, List<EntityDefinition> all) {
        int skip = number(request, "$skip", 0);
        int top = number(request, "$top", DEFAULT_TOP);
        List<Atom.Entry> entries =
                all.stream().skip(skip).limit(top).map(this::atomEntry).toList();
        String next = skip + entries.size() < all.size()
                ? "?$skip=" + (skip + entries.size()) + "&$top=" + top + "&api-version=2021-05"
                : "";
        return Atom.feed(title, entries, next, clock.get());
    }

    private AdminResponse namespace() {
        String now = clock.get().toString();
        String content = new XmlText()
                .raw("<NamespaceInfo xmlns=\"" + EntityXml.CONNECT + "\">")
                .element("CreatedTime", now)
                .element("MessagingSKU", "Premium")
                .element("MessagingUnits", 1)
                .element("ModifiedTime", now)
                .element("Name", NAMESPACE)
                .element("NamespaceType", "Messaging")
                .raw("</NamespaceInfo>")
                .toString();
        return Atom.entry(200, new Atom.Entry(NAMESPACE, content), clock.get());
    }

    private AdminResponse entry(int status, EntityDefinition definition) {
        return Atom.entry(status, atomEntry(definition), clock.get());
    }

    private Atom.Entry atomEntry(EntityDefinition definition) {
        String title = definition instanceof EntityDefinition.Subscription subscription
                ? subscription.name()
                : definition.path();
        return new Atom.Entry(title, EntityXml.write(definition, topology));
    }

    private static AdminResponse notFound(String path) {
        return Atom.error(404, "The messaging entity '" + path + "' could not be found.");
    }

    private static int number(AdminRequest request, String name, int otherwise) {
        String text = request.query().get(name);
        int value = text == null ? otherwise : Integer.parseInt(text);
        if (value < 0) {
            throw new IllegalArgumentException(name + " must not be negative");
        }
        return name.equals("$top") ? Math.min(value, 1000) : value;
    }

    private static <T> void require(Outcome<T> outcome) {
        if (outcome instanceof Outcome.Refused<T>(Refusal refusal)) {
            throw new IllegalStateException("a rule that must fit was refused: " + refusal);
        }
    }

    private static String strip(String path) {
        String stripped = path;
        while (stripped.startsWith("/")) {
            stripped = stripped.substring(1);
        }
        while (stripped.endsWith("/")) {
            stripped = stripped.substring(0, stripped.length() - 1);
        }
        return stripped;
    }
}
