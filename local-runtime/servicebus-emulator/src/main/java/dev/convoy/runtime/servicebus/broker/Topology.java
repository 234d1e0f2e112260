package dev.convoy.runtime.servicebus.broker;

import dev.convoy.runtime.servicebus.broker.Refusal.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which entities exist and the rules of subscriptions. Part of the {@link Broker} and on its thread. */
public final class Topology {

    private final Ledger ledger;

    Topology(Ledger ledger) {
        this.ledger = ledger;
    }

    public Optional<EntityDefinition> find(String path) {
        return Optional.ofNullable(ledger.state.entity(path)).map(entity -> entity.definition);
    }

    /** Every entity, in the order in which they were made. */
    public List<EntityDefinition> all() {
        return ledger.state.entities().stream().map(entity -> entity.definition).toList();
    }

    /** The entity's queue: its own, or one of its dead letters. */
    public Optional<MessageQueue> queue(Address address) {
        return Optional.ofNullable(ledger.state.entity(address.entity())).map(entity -> entity.queue(address.part()));
    }

    /** Makes the entity; a subscription starts with the rule that lets everything through. */
    public Outcome<EntityDefinition> create(EntityDefinition definition) {
        if (ledger.state.entity(definition.path()) != null) {
            return Outcome.refused(
                    Reason.ENTITY_ALREADY_EXISTS, "The entity '" + definition.path() + "' exists already.");
        }
        if (definition instanceof EntityDefinition.Subscription subscription && !isTopic(subscription.topic())) {
            return Outcome.refused(Reason.ENTITY_NOT_FOUND, Broker.notFound(subscription.topic()));
        }
        Refusal refusal = ledger.quotas.ofEntity(definition, ledger.state);
        if (refusal != null) {
            return new Outcome.Refused<>(refusal);
        }
        return ledger.atomically(() -> {
            ledger.record(new Change.EntityPut(definition, ledger.state.nextQueue()));
            if (definition instanceof EntityDefinition.Subscription) {
                ledger.record(new Change.RulePut(definition.path(), Rule.defaultRule()));
            }
            return Outcome.done(definition);
        });
    }

    /** Gives an existing entity new settings; whether it requires sessions cannot change. */
    public Outcome<EntityDefinition> update(EntityDefinition definition) {
        Entity entity = ledger.state.entity(definition.path());
        if (entity == null) {
            return Outcome.refused(Reason.ENTITY_NOT_FOUND, Broker.notFound(definition.path()));
        }
        EntitySettings before = entity.definition.settings();
        if (entity.definition.getClass() != definition.getClass()
                || before.requiresSession() != definition.settings().requiresSession()) {
            return Outcome.refused(
                    Reason.INVALID, "The kind of '" + definition.path() + "' and RequiresSession cannot be changed.");
        }
        return ledger.atomically(() -> {
            ledger.record(new Change.EntityPut(definition, entity.main.id()));
            return Outcome.done(definition);
        });
    }

    /** Removes the entity with all its messages, a topic with its subscriptions. */
    public Outcome<Boolean> delete(String path) {
        if (ledger.state.entity(path) == null) {
            return Outcome.refused(Reason.ENTITY_NOT_FOUND, Broker.notFound(path));
        }
        return ledger.atomically(() -> {
            ledger.record(new Change.EntityDeleted(path));
            return Outcome.done(true);
        });
    }

    public List<Rule> rules(String subscription) {
        Entity entity = ledger.state.entity(subscription);
        return entity == null ? List.of() : new ArrayList<>(entity.rules.values());
    }

    public Optional<Rule> rule(String subscription, String name) {
        return Optional.ofNullable(ledger.state.entity(subscription))
                .map(entity -> entity.rules.get(Address.key(name)));
    }

    /** Adds a rule of a new name. */
    public Outcome<Rule> addRule(String subscription, Rule rule) {
        if (rule(subscription, rule.name()).isPresent()) {
            return Outcome.refused(Reason.ENTITY_ALREADY_EXISTS, "The rule '" + rule.name() + "' exists already.");
        }
        return putRule(subscription, rule);
    }

    /** Adds a rule or replaces the one of its name. */
    public Outcome<Rule> putRule(String subscription, Rule rule) {
        if (!(find(subscription).orElse(null) instanceof EntityDefinition.Subscription)) {
            return Outcome.refused(Reason.ENTITY_NOT_FOUND, Broker.notFound(subscription));
        }
        return ledger.atomically(() -> {
            ledger.record(new Change.RulePut(subscription, rule));
            return Outcome.done(rule);
        });
    }

    public Outcome<Boolean> removeRule(String subscription, String name) {
        if (rule(subscription, name).isEmpty()) {
            return Outcome.refused(Reason.ENTITY_NOT_FOUND, Broker.notFound(subscription + "/rules/" + name));
        }
        return ledger.atomically(() -> {
            ledger.record(new Change.RuleDeleted(subscription, name));
            return Outcome.done(true);
        });
    }

    private boolean isTopic(String path) {
        Entity entity = ledger.state.entity(path);
        return entity != null && entity.isTopic();
    }
}
