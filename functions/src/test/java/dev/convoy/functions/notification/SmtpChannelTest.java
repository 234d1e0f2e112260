package dev.convoy.functions.notification;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.convoy.functions.notification.NotificationChannel.Letter;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SmtpChannelTest {

    private static final Letter LETTER = new Letter("e1", "ada@example.com", "Übrigens", "Grüße\n");

    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"))
            .withConfiguration(GreenMailConfiguration.aConfig().withUser("convoy", "secret"));

    @BeforeEach
    void a_mail_server() {
        mail.start();
    }

    @AfterEach
    void no_mail_server() {
        mail.stop();
    }

    @Test
    void a_letter_arrives_with_its_own_message_id() throws Exception {
        channel("convoy:secret@").send(LETTER);

        MimeMessage received = mail.getReceivedMessages()[0];
        assertThat(received.getMessageID()).isEqualTo("<e1@convoy>");
        assertThat(received.getSubject()).isEqualTo("Übrigens");
        assertThat(received.getContent().toString().strip()).isEqualTo("Grüße");
        assertThat(received.getAllRecipients()[0]).hasToString("ada@example.com");
        assertThat(received.getFrom()[0]).hasToString("shop@example.com");
    }

    @Test
    void a_server_that_is_away_is_an_outage() {
        NotificationChannel channel = channel("");
        mail.stop();

        assertThatThrownBy(() -> channel.send(LETTER)).isInstanceOf(ChannelUnreachableException.class);
    }

    @Test
    void an_impossible_address_is_refused_for_good() {
        Letter nowhere = new Letter("e1", "no address", "x", "x");

        assertThatThrownBy(() -> channel("").send(nowhere)).isInstanceOf(LetterRefusedException.class);
    }

    @Test
    void a_recipient_that_the_server_does_not_know_is_refused_for_good() throws Exception {
        try (CurtServer server = CurtServer.answering("550 no such person here")) {
            assertThatThrownBy(() -> server.channel().send(LETTER))
                    .isInstanceOf(LetterRefusedException.class)
                    .hasMessageContaining("smtp")
                    .hasMessageContaining("e1");
        }
    }

    @Test
    void a_recipient_that_the_server_cannot_serve_now_is_an_outage() throws Exception {
        try (CurtServer server = CurtServer.answering("451 come again")) {
            assertThatThrownBy(() -> server.channel().send(LETTER))
                    .isInstanceOf(ChannelUnreachableException.class)
                    .hasMessageContaining("smtp");
        }
    }

    @Test
    void addresses_of_servers_are_read_or_refused() {
        assertThat(SmtpAddress.parse("smtps://mail.example.com").port()).isEqualTo(465);
        assertThat(SmtpAddress.parse("smtp://a:b@mail.example.com:2525").toString())
                .doesNotContain("b@");
        assertThatThrownBy(() -> SmtpAddress.parse("http://mail.example.com"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private NotificationChannel channel(String login) {
        return new SmtpChannel(
                SmtpAddress.parse(
                        "smtp://" + login + "127.0.0.1:" + mail.getSmtp().getPort()),
                "shop@example.com");
    }

    /** A mail server that says yes to everything but recipients, to one client. */
    private static final class CurtServer implements AutoCloseable {

        private final ServerSocket socket;
        private final Thread thread;

        private CurtServer(ServerSocket socket, String answer) {
            this.socket = socket;
            this.thread = Thread.ofVirtual().start(() -> serve(socket, answer));
        }

        static CurtServer answering(String answer) throws IOException {
            return new CurtServer(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()), answer);
        }

        NotificationChannel channel() {
            return new SmtpChannel(SmtpAddress.parse("smtp://127.0.0.1:" + socket.getLocalPort()), "shop@example.com");
        }

        private static void serve(ServerSocket socket, String answer) {
            try (Socket client = socket.accept();
                    BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
                    OutputStream out = client.getOutputStream()) {
                say(out, "220 curt");
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    say(out, line.startsWith("RCPT") ? answer : line.startsWith("QUIT") ? "221 bye" : "250 yes");
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void say(OutputStream out, String line) throws IOException {
            out.write((line + "\r\n").getBytes(US_ASCII));
            out.flush();
        }

        @Override
        public void close() throws IOException, InterruptedException {
            socket.close();
            thread.join();
        }
    }
}
