package dev.convoy.runtime.host.invoke;

import dev.convoy.runtime.host.rpc.TypedData;

/** Writes the value of one out binding of one function. May block; called on a thread meant for that. */
@FunctionalInterface
public interface OutputBinding {

    /** @throws Exception to fail the invocation, although the function has run: its trigger then tries again */
    void write(Invocation invocation, TypedData value) throws Exception;
}
