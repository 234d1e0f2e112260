package dev.convoy.functions.platform.store;

import java.util.List;

/** What became of a commit. */
public sealed interface CommitOutcome {

    /** All writes happened; the new etags in their order. */
    record Committed(List<String> etags) implements CommitOutcome {
        public Committed {
            etags = List.copyOf(etags);
        }
    }

    /** No write happened, since the one at this index was refused. */
    record Refused(int index, Refusal reason) implements CommitOutcome {}
}
