package dev.convoy.runtime.stack.cli;

import dev.convoy.runtime.stack.LocalStack;
import dev.convoy.runtime.stack.RunningApp;
import dev.convoy.runtime.stack.StackSettings;
import dev.convoy.runtime.stack.console.Console;
import java.time.Duration;
import java.util.Locale;

/** What a person needs to know of a stack that has just come up: every URL and connection string. */
final class Summary {

    private final Console console;

    Summary(Console console) {
        this.console = console;
    }

    void print(LocalStack stack, StackSettings settings, Duration took) {
        String state = settings.dataDirectory()
                .map(directory -> "state in " + directory)
                .orElse("state in memory");
        console.say("");
        console.say(console.bold(
                String.format(Locale.ROOT, "convoy is up in %.1f s, %s", took.toMillis() / 1000.0, state)));
        console.say("");
        for (RunningApp app : stack.apps()) {
            line(app.name(), app.url());
            app.managementUrl().ifPresent(url -> line("  task hub", url + "/instances"));
            app.hubPort().ifPresent(port -> line("  task hub gRPC", "localhost:" + port));
        }
        line("Service Bus", stack.serviceBus());
        line("  admin", stack.serviceBusAdminUrl());
        line("Cosmos DB", stack.cosmos());
        line("Blob Storage", stack.blob());
        stack.providers()
                .ifPresent(world -> line("offline world", world.httpUrl() + "/control/geoip (rdap, dns, ping)"));
        console.say("");
        console.say("Ctrl-C stops everything.");
        console.say("");
    }

    private void line(String name, String value) {
        console.say(String.format("  %-16s %s", name, value));
    }
}
