package dev.convoy.functions.notification;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;

/**
 * Mail by SMTP, one connection per letter, ten seconds at most for each step. The Message-ID follows from the letter's id, so
 * that a repetition after a crash can be told. Stateless.
 */
public final class SmtpChannel implements NotificationChannel {

    private static final String TIMEOUT_MILLIS = "10000";

    private final SmtpAddress server;
    private final String sender;
    private final Session session;

    public SmtpChannel(SmtpAddress server, String sender) {
        this.server = server;
        this.sender = sender;
        this.session = Session.getInstance(properties(server));
    }

    private static Properties properties(SmtpAddress server) {
        String protocol = protocol(server);
        Properties properties = new Properties();
        properties.put("mail." + protocol + ".connectiontimeout", TIMEOUT_MILLIS);
        properties.put("mail." + protocol + ".timeout", TIMEOUT_MILLIS);
        properties.put("mail." + protocol + ".writetimeout", TIMEOUT_MILLIS);
        properties.put("mail." + protocol + ".ssl.checkserveridentity", "true");
        return properties;
    }

    private static String protocol(SmtpAddress server) {
        return server.tls() ? "smtps" : "smtp";
    }

    @Override
    public String name() {
        return "smtp";
    }

    @Override
    public void send(Letter letter) {
        MimeMessage message = message(letter);
        try (Transport transport = session.getTransport(protocol(server))) {
            transport.connect(
                    server.host(),
                    server.port(),
                    server.user().orElse(null),
                    server.password().orElse(null));
            transport.sendMessage(message, message.getAllRecipients());
        } catch (SendFailedException e) {
            if (e.getInvalidAddresses() != null && e.getInvalidAddresses().length > 0) {
                throw new LetterRefusedException(name(), letter.id(), e);
            }
            throw new ChannelUnreachableException(name(), letter.id(), e);
        } catch (MessagingException e) {
            throw new ChannelUnreachableException(name(), letter.id(), e);
        }
    }

    private MimeMessage message(Letter letter) {
        try {
            MimeMessage message = new LetterMessage(session, "<" + letter.id() + "@convoy>");
            message.setFrom(new InternetAddress(sender));
            message.setRecipient(Message.RecipientType.TO, new InternetAddress(letter.recipient(), true));
            message.setSubject(letter.subject(), "UTF-8");
            message.setText(letter.body(), "UTF-8");
            message.saveChanges();
            return message;
        } catch (AddressException e) {
            throw new LetterRefusedException(name(), letter.id(), e);
        } catch (MessagingException e) {
            throw new IllegalStateException("cannot build the mail of " + letter.id(), e);
        }
    }

    /** A mail that keeps its own Message-ID, which the library would otherwise make up. */
    private static final class LetterMessage extends MimeMessage {

        private final String messageId;

        LetterMessage(Session session, String messageId) {
            super(session);
            this.messageId = messageId;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", messageId);
        }
    }
}
