package dev.convoy.runtime.host.binding;

import dev.convoy.runtime.host.discovery.Binding;
import dev.convoy.runtime.host.invoke.HubAddress;
import dev.convoy.runtime.host.invoke.InputBinding;
import dev.convoy.runtime.host.invoke.Invocation;
import dev.convoy.runtime.host.invoke.Values;
import dev.convoy.runtime.host.rpc.TypedData;
import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code @DurableClientInput} gets: where to reach the task hub, by gRPC directly and by HTTP through the app. */
final class DurableClientInput implements InputBinding {

    private final TypedData value;

    DurableClientInput(Binding binding, HubAddress hub, String publicUrl) {
        Map<String, String> client = new LinkedHashMap<>();
        client.put("taskHubName", binding.fields().text("taskHub").orElse(hub.taskHubName()));
        client.put("connectionName", binding.fields().text("connectionName").orElse(""));
        client.put("rpcBaseUrl", "http://localhost:" + hub.grpcPort());
        client.put("requiredQueryStringParameters", "code=local");
        client.put("httpBaseUrl", publicUrl + "/runtime/webhooks/durabletask");
        value = Values.text(Values.jsonText(client));
    }

    @Override
    public TypedData read(Invocation invocation) {
        return value;
    }
}
