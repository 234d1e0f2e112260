package dev.convoy.runtime.servicebus.message;

/** A place outside the heap for messages that are not needed soon. What is in it need not outlive the process. */
public interface BodyStore {

    /** Puts bytes away. */
    Stored put(byte[] bytes);

    /** Bytes put away. */
    interface Stored {

        byte[] read();

        /** Gives the place back; once, after the last read. */
        void free();
    }
}
