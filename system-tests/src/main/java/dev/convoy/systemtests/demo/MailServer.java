package dev.convoy.systemtests.demo;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;

/** A mail server on loopback that keeps what it gets. Closing it makes it go away. */
final class MailServer implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private final GreenMail server;

    private MailServer(GreenMail server) {
        this.server = server;
    }

    /** A port at which nobody listens now. */
    static int freePort() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new ScenarioFailedException("no free port for a mail server: " + e.getMessage());
        }
    }

    static MailServer at(int port) {
        GreenMail server = new GreenMail(new ServerSetup(port, HOST, ServerSetup.PROTOCOL_SMTP));
        server.start();
        return new MailServer(server);
    }

    /** How many letters came whose subject has the text in it. */
    long lettersAbout(String text) {
        return Arrays.stream(server.getReceivedMessages())
                .filter(letter -> subject(letter).contains(text))
                .count();
    }

    private static String subject(MimeMessage letter) {
        try {
            return String.valueOf(letter.getSubject());
        } catch (MessagingException e) {
            throw new ScenarioFailedException("an unreadable letter: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
