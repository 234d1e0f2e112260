package dev.convoy.runtime.servicebus.broker;

import dev.convoy.runtime.servicebus.message.MessageView;

/** What a rule lets through ("Topic filters and actions"). */
public sealed interface Filter permits Filter.True, Filter.False, CorrelationFilter, SqlFilter {

    boolean matches(MessageView message);

    /** Lets everything through. */
    record True() implements Filter {
        @Override
        public boolean matches(MessageView message) {
            return true;
        }
    }

    /** Lets nothing through. */
    record False() implements Filter {
        @Override
        public boolean matches(MessageView message) {
            return false;
        }
    }
}
