package dev.convoy.systemtests.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.DurableTaskGrpcClientBuilder;
import com.microsoft.durabletask.NewOrchestrationInstanceOptions;
import com.microsoft.durabletask.OrchestrationMetadata;
import com.microsoft.durabletask.OrchestrationRuntimeStatus;
import dev.convoy.runtime.stack.WorkPlace;
import dev.convoy.runtime.stack.cli.Convoy;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sagas go on while processes are killed at random: the launcher with hub and host, a second host, their workers. The long run is
 * {@code -Dkill.rounds=100 -Dkill.sagas=1000}.
 */
class SagaKillLoopTest {

    private static final int ROUNDS = Integer.getInteger("kill.rounds", 5);
    private static final int SAGAS = Integer.getInteger("kill.sagas", 50);
    private static final long SEED = Long.getLong("kill.seed", System.nanoTime());
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What is killed; workers twice as often as the rest, since they are what dies in the field. */
    private enum Kind {
        WORKER,
        OTHER_WORKER,
        HOST,
        LAUNCHER
    }

    private final Random random = new Random(SEED);
    private final Map<Kind, Integer> killed = new EnumMap<>(Kind.class);

    @TempDir
    private Path folder;

    private Path books;
    private Mortal launcher;
    private Mortal host;
    private DurableTaskClient client;

    @BeforeEach
    void start() throws Exception {
        books = folder.resolve("effects");
        Path staged = folder.resolve("app");
        copy(Path.of("sample-app/target/azure-functions/convoy-sample"), staged);
        int hubPort = freePort();
        Path stack = Files.writeString(folder.resolve("stack.json"), """
                {"settings": {"SAGA_BOOKS": "%s"},
                 "apps": [{"name": "sample", "folder": "app", "port": 0,
                           "taskHub": {"name": "ConvoySample", "port": %d}}]}
                """.formatted(books, hubPort));
        launcher = new Mortal(
                folder.resolve("launcher.log"),
                List.of("-Dconvoy.home=" + WorkPlace.current().home()),
                Convoy.class,
                List.of(
                        "up",
                        "--stack=" + stack,
                        "--data=" + folder.resolve("data"),
                        "--only=" + String.join(",", SagaHost.FUNCTIONS),
                        "--port=sample-hub=" + hubPort,
                        "--free-ports"));
        host = new Mortal(
                folder.resolve("host.log"),
                List.of(),
                SagaHost.class,
                List.of(staged.toString(), Integer.toString(hubPort), books.toString()));
        client = new DurableTaskGrpcClientBuilder().port(hubPort).build();
        launcher.start();
        host.start();
    }

    @AfterEach
    void stop() throws Exception {
        try (Mortal first = host;
                Mortal last = launcher) {
            client.close();
        }
    }

    @Test
    void every_saga_ends_and_each_of_its_effects_stands_in_the_books_once() throws Exception {
        int perRound = SAGAS / ROUNDS;
        for (int round = 0; round < ROUNDS; round++) {
            int first = round * perRound;
            IntStream.range(first, first + perRound).forEach(this::begin);
            int unsent = first + random.nextInt(Math.max(1, perRound / 2));
            await("work is being done").atMost(PATIENCE).until(() -> isEntered(unsent + "/reserve"));
            kill(Kind.values()[random.nextInt(Kind.values().length)]);
        }

        for (int number = 0; number < perRound * ROUNDS; number++) {
            assertThat(outcomeOf(number)).as("saga %d, seed %d", number, SEED).isEqualTo(expectedOutcome(number));
        }
        assertThat(entered()).as("seed %d", SEED).isEqualTo(expectedEffects(perRound * ROUNDS));
        long attempts = attempts();
        System.out.printf(
                "%d sagas, killed %s, %d effects in the books, %d attempts at them, seed %d%n",
                perRound * ROUNDS, killed, entered().size(), attempts, SEED);
        assertThat(attempts).isGreaterThanOrEqualTo(entered().size());
    }

    private void kill(Kind kind) throws Exception {
        killed.merge(kind, 1, Integer::sum);
        switch (kind) {
            case WORKER -> killWorkerOf(launcher);
            case OTHER_WORKER -> killWorkerOf(host);
            case HOST -> {
                host.kill();
                host.start();
            }
            case LAUNCHER -> {
                launcher.kill();
                launcher.start();
            }
        }
    }

    private static void killWorkerOf(Mortal process) {
        await("a worker is there").atMost(PATIENCE).until(() -> process.worker().isPresent());
        assertThat(process.isAlive()).isTrue();
        process.worker().ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Asks until it is accepted; that it exists already means that an earlier time was, and its answer was lost. */
    private void begin(int number) {
        NewOrchestrationInstanceOptions options = new NewOrchestrationInstanceOptions()
                .setInstanceId("saga-" + number)
                .setInput(number);
        await("saga " + number + " is accepted")
                .pollDelay(Duration.ZERO)
                .atMost(PATIENCE)
                .until(() -> {
                    try {
                        client.scheduleNewOrchestrationInstance("Saga", options);
                        return true;
                    } catch (StatusRuntimeException refused) {
                        return refused.getStatus().getCode() == Status.Code.ALREADY_EXISTS;
                    }
                });
    }

    private String outcomeOf(int number) {
        OrchestrationMetadata[] ended = new OrchestrationMetadata[1];
        await("saga " + number + " ends")
                .pollDelay(Duration.ZERO)
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> {
                    ended[0] = client.getInstanceMetadata("saga-" + number, true);
                    return ended[0] != null && ended[0].isCompleted();
                });
        assertThat(ended[0].getRuntimeStatus()).isEqualTo(OrchestrationRuntimeStatus.COMPLETED);
        return ended[0].readOutputAs(String.class);
    }

    private static String expectedOutcome(int number) {
        return number % 5 == 0 ? "undone" : "sent";
    }

    private static Set<String> expectedEffects(int sagas) {
        Set<String> effects = new TreeSet<>();
        for (int number = 0; number < sagas; number++) {
            for (String step : List.of("reserve", "charge", "parcel-0", "parcel-1", "parcel-2")) {
                effects.add(number + "/" + step);
            }
            if (number % 5 == 0) {
                effects.add(number + "/refund");
                effects.add(number + "/release");
            }
        }
        return effects;
    }

    private boolean isEntered(String effect) {
        return Files.exists(books.resolve("books").resolve(effect));
    }

    private Set<String> entered() throws IOException {
        Path root = books.resolve("books");
        try (Stream<Path> files = Files.walk(root)) {
            Set<String> effects = new TreeSet<>();
            files.filter(Files::isRegularFile)
                    .forEach(file -> effects.add(root.relativize(file).toString()));
            return effects;
        }
    }

    private long attempts() throws IOException {
        try (Stream<Path> files = Files.walk(books.resolve("attempts"))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
