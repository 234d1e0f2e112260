package dev.convoy.functions.lookup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.contracts.lookup.LookupBatchRequested;
import dev.convoy.contracts.lookup.LookupTarget;
import dev.convoy.contracts.lookup.ServiceName;
import dev.convoy.contracts.lookup.SkippedService;
import dev.convoy.contracts.topology.LookupServiceSpec;
import dev.convoy.contracts.topology.LookupServices;
import dev.convoy.functions.lookup.targets.AddressPolicy;
import dev.convoy.functions.lookup.targets.TargetReader;
import dev.convoy.functions.platform.http.Fields;
import inet.ipaddr.IPAddressString;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads wanted lookups from a request body and names every bad field. Stateless. */
final class NewLookupReader {

    private static final String KNOWN =
            LookupServices.all().stream().map(spec -> spec.name().value()).collect(Collectors.joining(", "));

    private final AddressPolicy policy;
    private final CallbackPolicy callbacks;

    NewLookupReader(AddressPolicy policy, CallbackPolicy callbacks) {
        this.policy = policy;
        this.callbacks = callbacks;
    }

    /** @throws dev.convoy.functions.platform.http.ProblemException naming each bad field */
    NewLookup one(JsonNode body) {
        Fields fields = Fields.of(body);
        requireGood(fields);
        Optional<NewLookup> lookup = lookup(fields, body);
        requireGood(fields);
        return Fields.sure(lookup);
    }

    /** @throws dev.convoy.functions.platform.http.ProblemException naming each bad field */
    List<NewLookup> batch(JsonNode body) {
        Fields fields = Fields.of(body);
        requireGood(fields);
        List<Fields> parts = fields.objects("lookups", 1, LookupBatchRequested.MOST);
        requireGood(fields);
        List<Optional<NewLookup>> lookups = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            lookups.add(lookup(parts.get(i), body.path("lookups").path(i)));
        }
        requireGood(fields);
        return lookups.stream().map(Fields::sure).toList();
    }

    private Optional<NewLookup> lookup(Fields fields, JsonNode node) {
        Optional<LookupTarget> target = fields.text("target", this::permitted);
        Set<ServiceName> wanted = services(fields, node.path("services"));
        Optional<URI> callback =
                fields.has("callbackUrl") ? fields.text("callbackUrl", callbacks::permitted) : Optional.empty();
        return target.filter(known -> fields.isGood()).map(known -> {
            NewLookup lookup = sorted(known, wanted, callback);
            if (lookup.services().isEmpty()) {
                fields.reject("services", "has none that fits a target of kind " + known.kind());
            }
            return lookup;
        });
    }

    private LookupTarget permitted(String text) {
        LookupTarget target = TargetReader.read(text);
        if (target.kind().isAddress()) {
            policy.refusal(Objects.requireNonNull(new IPAddressString(target.value()).getAddress()))
                    .ifPresent(reason -> {
                        throw new IllegalArgumentException("is " + reason + ", which is refused");
                    });
        }
        return target;
    }

    private static Set<ServiceName> services(Fields fields, JsonNode node) {
        Set<ServiceName> names = new LinkedHashSet<>();
        if (node.isMissingNode() || node.isNull()) {
            return names;
        }
        if (!node.isArray()
                || node.isEmpty()
                || node.size() > LookupServices.all().size()) {
            fields.reject(
                    "services",
                    "must be an array of 1 to " + LookupServices.all().size() + " of " + KNOWN);
            return names;
        }
        for (int i = 0; i < node.size(); i++) {
            add(fields, "services[" + i + "]", node.path(i).asText(), names);
        }
        return names;
    }

    private static void add(Fields fields, String field, String text, Set<ServiceName> names) {
        Optional<LookupServiceSpec> spec = LookupServices.all().stream()
                .filter(known -> known.name().value().equals(text))
                .findFirst();
        if (spec.isEmpty()) {
            fields.reject(field, "must be one of " + KNOWN);
        } else if (!names.add(spec.get().name())) {
            fields.reject(field, "is there twice");
        }
    }

    /** Without a wish, all that fit; with one, those of it that fit, and the others skipped. */
    private static NewLookup sorted(LookupTarget target, Set<ServiceName> wanted, Optional<URI> callback) {
        List<ServiceName> fit = LookupServices.all().stream()
                .filter(spec -> spec.kinds().contains(target.kind()))
                .map(LookupServiceSpec::name)
                .filter(name -> wanted.isEmpty() || wanted.contains(name))
                .toList();
        List<SkippedService> skipped = wanted.stream()
                .filter(name -> !fit.contains(name))
                .map(name -> new SkippedService(name, "does not apply to a target of kind " + target.kind()))
                .toList();
        return new NewLookup(target, fit, skipped, callback);
    }

    private static void requireGood(Fields fields) {
        if (!fields.isGood()) {
            throw fields.problem();
        }
    }
}
