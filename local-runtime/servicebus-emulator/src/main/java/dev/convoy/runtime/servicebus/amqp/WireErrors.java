package dev.convoy.runtime.servicebus.amqp;

import dev.convoy.runtime.servicebus.broker.Refusal;
import dev.convoy.runtime.servicebus.broker.Refusal.Reason;
import org.apache.qpid.protonj2.types.Symbol;
import org.apache.qpid.protonj2.types.transport.ErrorCondition;

/** The broker's refusals as AMQP errors and management status codes, by which SDKs choose their exceptions. Stateless. */
final class WireErrors {

    private WireErrors() {}

    static ErrorCondition condition(Refusal refusal) {
        return new ErrorCondition(Symbol.valueOf(name(refusal.reason())), refusal.text());
    }

    static ErrorCondition internal(String text) {
        return new ErrorCondition(Symbol.valueOf("amqp:internal-error"), text);
    }

    static String name(Reason reason) {
        return switch (reason) {
            case ENTITY_NOT_FOUND -> "amqp:not-found";
            case ENTITY_DISABLED -> "com.microsoft:entity-disabled";
            case ENTITY_ALREADY_EXISTS -> "com.microsoft:entity-already-exists";
            case MESSAGE_LOCK_LOST -> "com.microsoft:message-lock-lost";
            case SESSION_LOCK_LOST -> "com.microsoft:session-lock-lost";
            case SESSION_CANNOT_BE_LOCKED -> "com.microsoft:session-cannot-be-locked";
            case MESSAGE_NOT_FOUND -> "com.microsoft:message-not-found";
            case MESSAGE_TOO_LARGE -> "amqp:link:message-size-exceeded";
            case QUOTA_EXCEEDED -> "amqp:resource-limit-exceeded";
            case NOT_ALLOWED -> "amqp:not-allowed";
            case INVALID -> "com.microsoft:argument-error";
            case TIMEOUT -> "com.microsoft:timeout";
            case SERVER_BUSY -> "com.microsoft:server-busy";
            case LINK_DETACHED -> "amqp:link:detach-forced";
        };
    }

    static int status(Reason reason) {
        return switch (reason) {
            case ENTITY_NOT_FOUND, MESSAGE_NOT_FOUND -> 404;
            case ENTITY_DISABLED, NOT_ALLOWED, QUOTA_EXCEEDED, MESSAGE_TOO_LARGE -> 403;
            case ENTITY_ALREADY_EXISTS, SESSION_CANNOT_BE_LOCKED -> 409;
            case MESSAGE_LOCK_LOST, SESSION_LOCK_LOST -> 410;
            case INVALID -> 400;
            case TIMEOUT -> 408;
            case SERVER_BUSY, LINK_DETACHED -> 503;
        };
    }
}
