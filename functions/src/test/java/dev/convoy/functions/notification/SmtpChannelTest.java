package dev.convoy.functions.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.convoy.functions.notification.NotificationChannel.Letter;
import jakarta.mail.internet.MimeMessage;
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
}
