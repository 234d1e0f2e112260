package dev.convoy.runtime.host.worker;

import dev.convoy.runtime.host.rpc.RpcException;
import dev.convoy.runtime.host.rpc.StatusResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.Set;

/** How a success or a failure is told to the host: {@code ShortClassName: message} of the root cause, with the whole stack. */
final class Outcomes {

    private static final StatusResult SUCCESS =
            StatusResult.newBuilder().setStatus(StatusResult.Status.Success).build();

    private Outcomes() {}

    static StatusResult success() {
        return SUCCESS;
    }

    static StatusResult failure(Throwable failure) {
        String message = rootMessage(failure);
        return StatusResult.newBuilder()
                .setStatus(StatusResult.Status.Failure)
                .setResult(message)
                .setException(exception(message, failure))
                .build();
    }

    static RpcException exception(String message, Throwable failure) {
        StringWriter stack = new StringWriter();
        failure.printStackTrace(new PrintWriter(stack));
        return RpcException.newBuilder()
                .setMessage(message)
                .setStackTrace(stack.toString())
                .build();
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        Set<Throwable> seen = new HashSet<>();
        while (root.getCause() != null && seen.add(root)) {
            root = root.getCause();
        }
        String name = root.getClass().getName();
        String shortName = name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
        String message = root.getMessage();
        return shortName + ": " + (message == null ? "" : message);
    }
}
