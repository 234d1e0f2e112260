package dev.convoy.runtime.durable.engine;

import dev.convoy.runtime.durable.history.ActivityTask;
import dev.convoy.runtime.durable.history.HistoryEvent;

/** What a change means for the world around the state. None of it happens while a journal is replayed. */
interface Effects {

    /** The instance may have a turn to run. */
    void mayRun(Instance instance);

    /** An activity is to be run. */
    void activityScheduled(ActivityTask task);

    /** A timer is to be armed. */
    void timerCreated(Instance instance, HistoryEvent.TimerCreated timer);

    /** The instance is to be looked at again at its scheduled start. */
    void startDelayed(Instance instance);

    /** The status changed in a way someone may wait for. */
    void statusChanged(Instance instance);

    /** The generation or the instance ended: its timers mean nothing any more. */
    void timersObsolete(Instance instance);

    /** Nothing happens: the effects of a replay. */
    Effects NONE = new Effects() {
        @Override
        public void mayRun(Instance instance) {
            // the journal is being replayed
        }

        @Override
        public void activityScheduled(ActivityTask task) {
            // the journal is being replayed
        }

        @Override
        public void timerCreated(Instance instance, HistoryEvent.TimerCreated timer) {
            // the journal is being replayed
        }

        @Override
        public void startDelayed(Instance instance) {
            // the journal is being replayed
        }

        @Override
        public void statusChanged(Instance instance) {
            // the journal is being replayed
        }

        @Override
        public void timersObsolete(Instance instance) {
            // the journal is being replayed
        }
    };
}
