package dev.convoy.architecture.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each app's identity has the roles that its triggers, bindings and SDK clients need, where they need them, and no other. */
class RolesAgreementTest {

    /** Built-in roles of Azure by their ids. */
    private static final Map<String, String> ROLES = Map.ofEntries(
            Map.entry("69a216fc-b8fb-44d8-bc22-1f3c2cd27a39", "Service Bus Data Sender"),
            Map.entry("4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0", "Service Bus Data Receiver"),
            Map.entry("090c5cfd-751d-490a-894a-3ce6f1109419", "Service Bus Data Owner"),
            Map.entry("b7e6dc6d-f1e8-4753-8033-0f276bb0955b", "Storage Blob Data Owner"),
            Map.entry("ba92f5b4-2d11-453d-a403-e96b0029c9fe", "Storage Blob Data Contributor"),
            Map.entry("db58b8e5-c6ad-4a2a-8342-4190687cbf4a", "Storage Blob Delegator"),
            Map.entry("974c5e8b-45b9-4653-ba55-5f855dd0fb88", "Storage Queue Data Contributor"),
            Map.entry("0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", "Storage Table Data Contributor"),
            Map.entry("3913510d-42f4-4e42-8a64-420c390055eb", "Monitoring Metrics Publisher"),
            Map.entry("4633458b-17de-408a-b874-0445c86b69e6", "Key Vault Secrets User"),
            Map.entry("00000000-0000-0000-0000-000000000002", "Cosmos Data Contributor"));

    @ParameterizedTest
    @EnumSource
    void an_app_may_do_what_it_does_and_nothing_else(App app) {
        assertThat(differences(app, InfraPlan.of(Checkout.INFRA))).isEmpty();
    }

    @Test
    void an_app_with_secrets_may_read_them() {
        InfraPlan plan = InfraPlan.of(Checkout.INFRA, Map.of("CONVOY_SECRETS", "LookupCallbackSecret"));

        assertThat(differences(App.FUNCTIONS, plan)).isEmpty();
        assertThat(grants(App.FUNCTIONS, plan)).containsKey("Key Vault Secrets User on Microsoft.KeyVault/vaults");
    }

    @Test
    void no_role_is_granted_to_anybody_else() {
        InfraPlan plan = InfraPlan.of(Checkout.INFRA);

        assertThat(plan.ofType("Microsoft.Authorization/roleAssignments")
                        .map(RolesAgreementTest::principal)
                        .collect(Collectors.toSet()))
                .allMatch(principal -> principal.contains("/id-func-") || principal.contains("/id-orch-"));
    }

    @Test
    void no_store_accepts_keys() {
        InfraPlan plan = InfraPlan.of(Checkout.INFRA);

        assertThat(plan.ofType("Microsoft.Storage/storageAccounts"))
                .hasSize(3)
                .allMatch(account ->
                        account.at("/properties/allowSharedKeyAccess").asText().equals("false"));
        assertThat(List.of(
                        "Microsoft.ServiceBus/namespaces",
                        "Microsoft.DocumentDB/databaseAccounts",
                        "Microsoft.Insights/components"))
                .allSatisfy(type -> assertThat(plan.ofType(type))
                        .hasSize(1)
                        .allMatch(store -> store.at("/properties/disableLocalAuth")
                                        .asBoolean()
                                || store.at("/properties/DisableLocalAuth").asBoolean()));
    }

    @ParameterizedTest(name = "{4}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "FUNCTIONS|modules/roles.bicep|    role: roles.serviceBusSender|    role: roles.serviceBusReceiver|role Service Bus Data Sender on Microsoft.ServiceBus/namespaces is in the code but not in Bicep",
                "ORCHESTRATIONS|modules/roles.bicep|    role: roles.serviceBusReceiver\\n  }\\n]|    role: roles.serviceBusSender\\n  }\\n]|role Service Bus Data Receiver on Microsoft.ServiceBus/namespaces is in the code but not in Bicep",
                "ORCHESTRATIONS|modules/roles.bicep|  roles.tableContributor\\n||role Storage Table Data Contributor on the host's storage is in the code but not in Bicep",
                "FUNCTIONS|modules/roles.bicep|readsSecrets ? [functionsPrincipalId] : []|principals|role Key Vault Secrets User on Microsoft.KeyVault/vaults is in Bicep but not in the code",
                "FUNCTIONS|modules/roles.bicep|/dbs/convoy'|'|role Cosmos Data Contributor on the account is in Bicep but not in the code",
                "FUNCTIONS|modules/roles.bicep|69a216fc-b8fb-44d8-bc22-1f3c2cd27a39|69a216fc-0000-44d8-bc22-1f3c2cd27a39|role unknown 69a216fc-0000-44d8-bc22-1f3c2cd27a39",
            })
    void a_copy_that_differs_is_found_out(
            App app, String file, String text, String replacement, String difference, @TempDir Path folder) {
        String with = replacement == null ? "" : replacement.replace("\\n", "\n");
        Path copy = Checkout.brokenCopy(Checkout.INFRA, folder, file, text.replace("\\n", "\n"), with);

        assertThat(differences(app, InfraPlan.of(copy))).anyMatch(found -> found.startsWith(difference));
    }

    private static List<String> differences(App app, InfraPlan plan) {
        return Differences.between("role", needs(app, plan), grants(app, plan));
    }

    private static Map<String, String> needs(App app, InfraPlan plan) {
        Set<String> used = new HashSet<>(app.usedClasses());
        used.addAll(app.bindings());
        Map<String, String> needs = new HashMap<>();
        need(
                needs,
                used,
                "ServiceBus(Queue|Topic)Trigger|.*\\.ServiceBus(Receiver|Processor|SessionReceiver)\\w*Client",
                "Service Bus Data Receiver on Microsoft.ServiceBus/namespaces");
        need(
                needs,
                used,
                "ServiceBus(Queue|Topic)Output|.*\\.ServiceBusSender(Async)?Client",
                "Service Bus Data Sender on Microsoft.ServiceBus/namespaces");
        need(
                needs,
                used,
                ".*\\.ServiceBusAdministration(Async)?Client",
                "Service Bus Data Owner on Microsoft.ServiceBus/namespaces");
        need(needs, used, "CosmosDB\\w+|com\\.azure\\.cosmos\\..*", "Cosmos Data Contributor on the database convoy");
        need(needs, used, "com\\.azure\\.storage\\.blob\\..*", "Storage Blob Data Contributor on the data storage");
        need(needs, used, ".*\\.UserDelegationKey", "Storage Blob Delegator on the data storage");
        need(needs, used, "Durable\\w+", "Storage Queue Data Contributor on the host's storage");
        need(needs, used, "Durable\\w+", "Storage Table Data Contributor on the host's storage");
        need(needs, used, ".*", "Storage Blob Data Owner on the host's storage");
        need(needs, used, ".*", "Monitoring Metrics Publisher on Microsoft.Insights/components");
        if (plan.settingsOf(app.id).values().stream().anyMatch(value -> value.startsWith("@Microsoft.KeyVault("))) {
            needs.put("Key Vault Secrets User on Microsoft.KeyVault/vaults", "granted");
        }
        return needs;
    }

    private static void need(Map<String, String> needs, Set<String> used, String pattern, String role) {
        if (used.stream().anyMatch(name -> name.matches(pattern))) {
            needs.put(role, "granted");
        }
    }

    private static Map<String, String> grants(App app, InfraPlan plan) {
        String identity = app == App.FUNCTIONS ? "/id-func-" : "/id-orch-";
        Map<String, String> grants = new HashMap<>();
        plan.ofType("Microsoft.Authorization/roleAssignments")
                .filter(grant -> principal(grant).contains(identity))
                .forEach(grant -> grants.put(
                        role(grant) + " on " + place(app, grant.path("scope").asText()), "granted"));
        plan.ofType("Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments")
                .filter(grant -> principal(grant).contains(identity))
                .forEach(grant -> grants.put(role(grant) + " on " + database(grant), "granted"));
        return grants;
    }

    private static String principal(JsonNode grant) {
        return grant.at("/properties/principalId").asText();
    }

    private static String role(JsonNode grant) {
        String definition = grant.at("/properties/roleDefinitionId").asText();
        String id = definition.substring(definition.lastIndexOf('/') + 1);
        return ROLES.getOrDefault(id, "unknown " + id);
    }

    private static String place(App app, String scope) {
        String type = scope.substring(0, scope.lastIndexOf('/'));
        String name = scope.substring(scope.lastIndexOf('/') + 1);
        if (!type.equals("Microsoft.Storage/storageAccounts")) {
            return type;
        }
        if (name.startsWith("std")) {
            return "the data storage";
        }
        return name.startsWith(app.storagePrefix) ? "the host's storage" : "the other host's storage";
    }

    private static String database(JsonNode grant) {
        String scope = grant.at("/properties/scope").asText();
        int database = scope.indexOf("/dbs/");
        return database < 0 ? "the account" : "the database " + scope.substring(database + "/dbs/".length());
    }
}
