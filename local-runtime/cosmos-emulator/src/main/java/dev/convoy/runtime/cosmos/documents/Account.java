package dev.convoy.runtime.cosmos.documents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * All databases of the emulator. What exists changes under this object's lock and is read without it; items are guarded by their
 * partitions. A change is in the {@link ChangeLog} before it is visible.
 */
public final class Account {

    private final ChangeLog log;
    private final int partitionsPerContainer;
    private final Map<String, Database> databases = new ConcurrentSkipListMap<>();
    private final Map<String, Offer> offers = new ConcurrentSkipListMap<>();
    private int lastDatabase;
    private int lastContainer;
    private int lastOffer;

    /**
     * An account without databases.
     *
     * @param firstNumber where the numbers behind {@code _rid}s start; take one no earlier life of the emulator used, or clients
     *     that remember it get confused
     */
    public Account(ChangeLog log, int partitionsPerContainer, int firstNumber) {
        this.log = log;
        this.partitionsPerContainer = partitionsPerContainer;
        this.lastDatabase = firstNumber;
        this.lastContainer = firstNumber;
    }

    public Collection<Database> databases() {
        return databases.values();
    }

    public Collection<Offer> offers() {
        return offers.values();
    }

    /** Finds a database by its id or its {@code _rid}. */
    public Optional<Database> database(String name) {
        Database byId = databases.get(name);
        if (byId != null) {
            return Optional.of(byId);
        }
        return databases.values().stream()
                .filter(database -> database.rid().equals(name))
                .findFirst();
    }

    /**
     * Adds a database.
     *
     * @throws RefusedException with 409 if there is one of that name
     */
    public synchronized Database createDatabase(String id, Instant now) {
        ItemBody.checkId(id);
        if (databases.containsKey(id)) {
            throw new RefusedException(Refusal.resourceExists(id));
        }
        commit(new Change.DatabaseCreated(lastDatabase + 1, id, now.getEpochSecond()));
        return requireDatabase(id);
    }

    /** Removes a database with all in it. */
    public synchronized void deleteDatabase(String name) {
        commit(new Change.DatabaseDeleted(requireDatabase(name).number()));
    }

    /**
     * Adds a container.
     *
     * @throws RefusedException with 404 if there is no such database, 409 if there is a container of that name
     */
    public synchronized Container createContainer(String database, ContainerSettings settings, Instant now) {
        Database owner = requireDatabase(database);
        if (owner.container(settings.id()).isPresent()) {
            throw new RefusedException(Refusal.resourceExists(settings.id()));
        }
        ContainerAddress address = new ContainerAddress(owner.number(), lastContainer + 1);
        commit(new Change.ContainerCreated(address, partitionsPerContainer, now.getEpochSecond(), settings.json()));
        return requireContainer(database, settings.id());
    }

    /** Changes what may be changed of a container's settings. */
    public synchronized Container replaceContainer(
            String database, String name, ContainerSettings settings, Instant now) {
        Container container = requireContainer(database, name);
        container.settings().requireReplaceableBy(settings);
        commit(new Change.ContainerReplaced(container.address(), now.getEpochSecond(), settings.json()));
        return container;
    }

    /** Removes a container with all in it. */
    public synchronized void deleteContainer(String database, String name) {
        commit(new Change.ContainerDeleted(requireContainer(database, name).address()));
    }

    /**
     * Adds a script.
     *
     * @param json as {@link Script#parse} gave it
     * @throws RefusedException with 409 if there is one of that name
     */
    public synchronized Script createScript(Container container, Script.Kind kind, ObjectNode json, Instant now) {
        String id = json.path("id").textValue();
        Scripts scripts = container.scripts();
        if (scripts.find(kind, id).isPresent()) {
            throw new RefusedException(Refusal.resourceExists(id));
        }
        return set(container, new Script(kind, id, scripts.nextNumber(kind), 0, now.getEpochSecond(), json));
    }

    /**
     * Puts another source in the place of a script's.
     *
     * @throws RefusedException with 404 if there is none of that name, 412 if it has not the wanted ETag
     */
    public synchronized Script replaceScript(
            Container container, Script.Kind kind, ObjectNode json, Preconditions when, Instant now) {
        Script old = container.scripts().require(kind, json.path("id").textValue());
        requireEtag(old, when);
        return set(container, new Script(kind, old.id(), old.number(), old.version() + 1, now.getEpochSecond(), json));
    }

    /** Removes a script; refused with 404 if there is none of that name, 412 if it has not the wanted ETag. */
    public synchronized void deleteScript(Container container, Script.Kind kind, String id, Preconditions when) {
        requireEtag(container.scripts().require(kind, id), when);
        commit(new Change.ScriptDeleted(container.address(), kind, id));
    }

    /** Sets the throughput of a database or container. */
    public synchronized Offer setOffer(String resource, ObjectNode content) {
        Offer current = offers.get(resource);
        int number = current == null ? lastOffer + 1 : current.number();
        commit(new Change.OfferSet(number, resource, content));
        return new Offer(number, resource, content);
    }

    /** The database of that name or {@code _rid}, or a refusal with 404. */
    public Database requireDatabase(String name) {
        return database(name).orElseThrow(() -> new RefusedException(Refusal.resourceNotFound(name)));
    }

    /** The container of that name or {@code _rid}, or a refusal with 404. */
    public Container requireContainer(String database, String name) {
        return requireDatabase(database)
                .container(name)
                .orElseThrow(() -> new RefusedException(Refusal.resourceNotFound(name)));
    }

    /** Makes a change again that the log has told. For use at start, before anyone reads. */
    public synchronized void replay(Change change) {
        apply(change);
    }

    /** Sets counters that a snapshot remembered. For use at start. */
    public synchronized void resume(ContainerAddress address, int partition, Partition.Capture counters) {
        find(address).partitions().get(partition).resume(counters);
    }

    /**
     * Stops all writers, runs the task, and answers everything there is at that moment.
     *
     * @param whileStopped is to mark the log where the capture stands
     */
    public synchronized AccountCapture capture(Runnable whileStopped) {
        List<Partition> stopped = new ArrayList<>();
        databases.values().forEach(d -> d.containers().forEach(c -> stopped.addAll(c.partitions())));
        stopped.forEach(Partition::lockWriters);
        try {
            whileStopped.run();
            return AccountCapture.of(databases.values(), offers.values());
        } finally {
            stopped.forEach(Partition::unlockWriters);
        }
    }

    private Script set(Container container, Script script) {
        commit(new Change.ScriptSet(container.address(), script));
        return script;
    }

    private static void requireEtag(Script script, Preconditions when) {
        String wanted = when.ifMatch();
        if (wanted != null && !wanted.equals("*") && !wanted.equals(script.etag())) {
            throw new RefusedException(Refusal.preconditionFailed());
        }
    }

    private void commit(Change change) {
        log.append(change);
        apply(change);
    }

    private void apply(Change change) {
        switch (change) {
            case Change.DatabaseCreated created -> {
                lastDatabase = Math.max(lastDatabase, created.number());
                databases.put(created.id(), new Database(created.number(), created.id(), created.timestamp()));
            }
            case Change.DatabaseDeleted deleted -> deleteDatabase(deleted.number());
            case Change.ContainerCreated created -> addContainer(created);
            case Change.ContainerReplaced replaced ->
                find(replaced.address())
                        .replaceSettings(ContainerSettings.parse(replaced.settings()), replaced.timestamp());
            case Change.ContainerDeleted deleted -> {
                Container container = find(deleted.address());
                owner(deleted.address()).remove(container);
                offers.remove(container.address().rid());
            }
            case Change.OfferSet set -> {
                lastOffer = Math.max(lastOffer, set.number());
                offers.put(set.resource(), new Offer(set.number(), set.resource(), set.content()));
            }
            case Change.ScriptSet set -> find(set.address()).scripts().set(set.script());
            case Change.ScriptDeleted deleted ->
                find(deleted.address()).scripts().remove(deleted.kind(), deleted.id());
            case Change.ItemsChanged items ->
                find(items.address()).partitions().get(items.partition()).replay(items.items());
        }
    }

    private void addContainer(Change.ContainerCreated created) {
        lastContainer = Math.max(lastContainer, created.address().container());
        Container.Version version =
                new Container.Version(ContainerSettings.parse(created.settings()), created.timestamp(), 0);
        owner(created.address()).put(new Container(created.address(), created.partitions(), version, log));
    }

    private void deleteDatabase(int number) {
        Database database = byNumber(number);
        database.containers()
                .forEach(container -> offers.remove(container.address().rid()));
        offers.remove(database.rid());
        databases.remove(database.id());
    }

    private Database owner(ContainerAddress address) {
        return byNumber(address.database());
    }

    private Database byNumber(int number) {
        return databases.values().stream()
                .filter(database -> database.number() == number)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no database number " + number));
    }

    private Container find(ContainerAddress address) {
        return owner(address).containers().stream()
                .filter(container -> container.address().equals(address))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no container " + address));
    }
}
