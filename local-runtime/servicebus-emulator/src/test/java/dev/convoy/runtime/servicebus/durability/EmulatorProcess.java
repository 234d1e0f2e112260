package dev.convoy.runtime.servicebus.durability;

import dev.convoy.runtime.servicebus.ServiceBusEmulator;
import dev.convoy.runtime.servicebus.ServiceBusEmulatorSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An emulator in a JVM of its own, to be killed. It ends by itself when the JVM that started it is gone. */
final class EmulatorProcess implements AutoCloseable {

    private static final String READY = "ready ";

    private final Process process;
    private final int port;

    private EmulatorProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static EmulatorProcess start(Path data, List<String> jvmOptions) throws IOException {
        List<String> command = new java.util.ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), data.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(READY)) {
                return new EmulatorProcess(process, Integer.parseInt(line.substring(READY.length())));
            }
        }
        throw new IOException("the emulator ended before it was ready");
    }

    String connectionString() {
        return "Endpoint=sb://localhost:" + port
                + ";SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;";
    }

    /** Lets it live so long, unless it ends by itself, and kills it. */
    void killAfter(int millis) throws InterruptedException {
        if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the emulator ended by itself with " + process.exitValue());
        }
        kill();
    }

    /** Kill -9: nothing is flushed, nobody is told. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the emulator cannot be killed");
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    /** The process's side. */
    static final class Main {

        private static final String CONFIG = """
                {"UserConfig": {"Namespaces": [{"Name": "n", "Queues": [
                  {"Name": "q", "Properties": {"LockDuration": "PT5M", "MaxDeliveryCount": 100000}}]}]}}
                """;

        private Main() {}

        @SuppressWarnings("SystemOut") // the parent reads it
        public static void main(String[] arguments) throws IOException {
            ServiceBusEmulator emulator = ServiceBusEmulator.start(ServiceBusEmulatorSettings.defaults()
                    .withPort(0)
                    .withAdminPort(0)
                    .withDataDirectory(Path.of(arguments[0]))
                    .withConfigText(CONFIG));
            System.out.println(READY + emulator.port());
            while (System.in.read() >= 0) {
                // until the parent is gone
            }
            emulator.close();
        }
    }
}
