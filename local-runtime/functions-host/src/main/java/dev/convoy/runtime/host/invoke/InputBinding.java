package dev.convoy.runtime.host.invoke;

import dev.convoy.runtime.host.rpc.TypedData;

/** Reads the value of one in binding of one function for an invocation. May block; called on a thread meant for that. */
@FunctionalInterface
public interface InputBinding {

    /** @throws Exception to fail the invocation before the function is called */
    TypedData read(Invocation invocation) throws Exception;
}
