package dev.convoy.runtime.cosmos.gateway;

import dev.convoy.runtime.cosmos.documents.Account;
import dev.convoy.runtime.cosmos.documents.Refusal;
import dev.convoy.runtime.cosmos.documents.Script;
import dev.convoy.runtime.cosmos.script.ScriptRunner;
import java.util.List;
import java.util.Random;

/** Finds what a request asks for by its path, method and headers, and answers it. Stateless but for the account. */
final class Router {

    private static final int SMALL_BATCH_BYTES = 16 << 10;

    private final ResourceEndpoint resources;
    private final OfferEndpoint offers;
    private final ItemEndpoint items;
    private final BatchEndpoint batches;
    private final QueryEndpoint queries;
    private final ChangeFeedEndpoint changes;
    private final ScriptEndpoint scripts;

    Router(Account account) {
        ScriptRunner runner = new ScriptRunner(new Random());
        this.scripts = new ScriptEndpoint(account, runner);
        this.offers = new OfferEndpoint(account);
        this.resources = new ResourceEndpoint(account, offers);
        this.items = new ItemEndpoint(account, runner);
        this.batches = new BatchEndpoint(account);
        this.queries = new QueryEndpoint(account, runner);
        this.changes = new ChangeFeedEndpoint(account);
    }

    /** Whether a request is so short that the network thread itself may answer it. */
    static boolean isShort(GatewayRequest request) {
        List<String> path = request.path();
        if (request.header(Headers.PRE_TRIGGERS) != null || request.header(Headers.POST_TRIGGERS) != null) {
            return false;
        }
        if (path.size() == 6) {
            return path.get(4).equals("docs");
        }
        return path.size() == 5 && path.get(4).equals("docs") && isShortOnItems(request);
    }

    /** Creates, small batches, and the next page of a change feed, which is mostly empty; neither queries nor feeds from the start. */
    private static boolean isShortOnItems(GatewayRequest request) {
        if (request.method().equals("GET")) {
            return request.header(Headers.A_IM) != null && request.header(Headers.IF_NONE_MATCH) != null;
        }
        boolean query = request.isSet(Headers.IS_QUERY) || request.isSet(Headers.IS_QUERY_PLAN);
        boolean small = !request.isSet(Headers.IS_BATCH) || request.body().length < SMALL_BATCH_BYTES;
        return request.method().equals("POST") && !query && small;
    }

    GatewayResponse answer(GatewayRequest request, boolean tls) {
        try {
            return route(request, tls);
        } catch (RuntimeException failure) {
            return GatewayResponse.of(ErrorMapping.refusalOf(failure));
        }
    }

    private GatewayResponse route(GatewayRequest request, boolean tls) {
        List<String> path = request.path();
        if (path.isEmpty()) {
            return request.method().equals("GET") ? resources.account(request, tls) : unknown(request);
        }
        return switch (path.getFirst()) {
            case "dbs" -> underDatabases(request);
            case "offers" -> offers(request);
            default -> unknown(request);
        };
    }

    private GatewayResponse offers(GatewayRequest request) {
        boolean one = request.path().size() == 2;
        return switch (request.method()) {
            case "POST" -> offers.query(request);
            case "GET" -> one ? offers.read(request.path().get(1)) : offers.list();
            case "PUT" -> one ? offers.replace(request, request.path().get(1)) : unknown(request);
            default -> unknown(request);
        };
    }

    private GatewayResponse underDatabases(GatewayRequest request) {
        List<String> path = request.path();
        if (path.size() > 2 && !path.get(2).equals("colls")) {
            return notImplemented(path.get(2));
        }
        return switch (path.size()) {
            case 1 -> databases(request);
            case 2 -> database(request, path.get(1));
            case 3 -> containers(request, path.get(1));
            case 4 -> container(request, path.get(1), path.get(3));
            default -> underContainer(request);
        };
    }

    private GatewayResponse databases(GatewayRequest request) {
        return switch (request.method()) {
            case "GET" -> resources.listDatabases(request);
            case "POST" ->
                request.isSet(Headers.IS_QUERY) ? resources.listDatabases(request) : resources.createDatabase(request);
            default -> unknown(request);
        };
    }

    private GatewayResponse database(GatewayRequest request, String name) {
        return switch (request.method()) {
            case "GET" -> resources.readDatabase(name);
            case "DELETE" -> resources.deleteDatabase(name);
            default -> unknown(request);
        };
    }

    private GatewayResponse containers(GatewayRequest request, String database) {
        return switch (request.method()) {
            case "GET" -> resources.listContainers(request, database);
            case "POST" ->
                request.isSet(Headers.IS_QUERY)
                        ? resources.listContainers(request, database)
                        : resources.createContainer(request, database);
            default -> unknown(request);
        };
    }

    private GatewayResponse container(GatewayRequest request, String database, String name) {
        return switch (request.method()) {
            case "GET" -> resources.readContainer(database, name);
            case "PUT" -> resources.replaceContainer(request, database, name);
            case "DELETE" -> resources.deleteContainer(database, name);
            default -> unknown(request);
        };
    }

    private GatewayResponse underContainer(GatewayRequest request) {
        List<String> path = request.path();
        return switch (path.get(4)) {
            case "docs" -> path.size() == 5 ? items(request) : item(request, path.get(5));
            case "pkranges" -> request.method().equals("GET") ? resources.ranges(request) : unknown(request);
            case "operations" ->
                path.size() == 6 && path.get(5).equals("partitionkeydelete")
                        ? items.deleteByPartitionKey(request)
                        : unknown(request);
            case "sprocs" -> script(request, Script.Kind.STORED_PROCEDURE);
            case "triggers" -> script(request, Script.Kind.TRIGGER);
            case "udfs" -> script(request, Script.Kind.USER_FUNCTION);
            default -> notImplemented(path.get(4));
        };
    }

    private GatewayResponse script(GatewayRequest request, Script.Kind kind) {
        return switch (request.path().size()) {
            case 5 -> scripts.all(request, kind);
            case 6 -> scripts.one(request, kind);
            default -> unknown(request);
        };
    }

    private GatewayResponse items(GatewayRequest request) {
        if (request.method().equals("GET")) {
            return request.header(Headers.A_IM) == null ? queries.list(request) : changes.read(request);
        }
        if (!request.method().equals("POST")) {
            return unknown(request);
        }
        if (request.isSet(Headers.IS_QUERY_PLAN)) {
            return queries.plan(request);
        }
        if (request.isSet(Headers.IS_QUERY)) {
            return queries.query(request);
        }
        return request.isSet(Headers.IS_BATCH) ? batches.execute(request) : items.create(request);
    }

    private GatewayResponse item(GatewayRequest request, String id) {
        return switch (request.method()) {
            case "GET" -> items.read(request, id);
            case "PUT" -> items.replace(request, id);
            case "PATCH" -> items.patch(request, id);
            case "DELETE" -> items.delete(request, id);
            default -> unknown(request);
        };
    }

    private static GatewayResponse unknown(GatewayRequest request) {
        return GatewayResponse.of(new Refusal(
                405,
                0,
                request.method() + " /" + String.join("/", request.path()) + " is not an operation of this service."));
    }

    private static GatewayResponse notImplemented(String kind) {
        return GatewayResponse.of(new Refusal(501, 0, "'" + kind + "' is not implemented by this emulator."));
    }
}
