package dev.convoy.benchmarks.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/** An embedded Apache Artemis with one durable queue {@code q} and its journal on, as its manual sets it up. */
final class ArtemisBroker {

    private ArtemisBroker() {}

    /** @param ackAfterWrite whether it answers a sender only when its journal has written; it never forces the disk */
    static BrokerMain.Running start(Path data, boolean ackAfterWrite) throws Exception {
        int port = freePort();
        Configuration configuration = new ConfigurationImpl()
                .setPersistenceEnabled(true)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setJournalDirectory(data.resolve("journal").toString())
                .setBindingsDirectory(data.resolve("bindings").toString())
                .setLargeMessagesDirectory(data.resolve("large").toString())
                .setPagingDirectory(data.resolve("paging").toString())
                .setJournalType(JournalType.NIO)
                .setJournalDatasync(false)
                .setJournalSyncNonTransactional(ackAfterWrite)
                .setJournalSyncTransactional(ackAfterWrite)
                .addAddressConfiguration(new CoreAddressConfiguration()
                        .setName("q")
                        .addRoutingType(RoutingType.ANYCAST)
                        .setQueueConfigs(List.of(QueueConfiguration.of("q")
                                .setAddress("q")
                                .setRoutingType(RoutingType.ANYCAST)
                                .setDurable(true))));
        configuration.addAcceptorConfiguration(
                "amqp", "tcp://127.0.0.1:" + port + "?protocols=AMQP;amqpCredits=1000;amqpLowCredits=300");
        EmbeddedActiveMQ server = new EmbeddedActiveMQ().setConfiguration(configuration);
        server.start();
        return new BrokerMain.Running(port, 0, server::stop);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
