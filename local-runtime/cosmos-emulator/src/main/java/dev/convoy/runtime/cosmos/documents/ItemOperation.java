package dev.convoy.runtime.cosmos.documents;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing to do with one item. */
public sealed interface ItemOperation {

    ItemKey key();

    Preconditions when();

    /** Adds an item; refused with 409 if there is one. */
    record Create(ItemKey key, ItemBody body, Preconditions when) implements ItemOperation {}

    /** Answers an item; 304 if it still has the ETag of If-None-Match. */
    record Read(ItemKey key, Preconditions when) implements ItemOperation {}

    /** Creates or replaces an item. */
    record Upsert(ItemKey key, ItemBody body, Preconditions when) implements ItemOperation {}

    /** Replaces an item that is there. */
    record Replace(ItemKey key, ItemBody body, Preconditions when) implements ItemOperation {}

    /** Removes an item. */
    record Delete(ItemKey key, Preconditions when) implements ItemOperation {}

    /** Changes parts of an item, if the condition holds for it. */
    record Patch(
            ItemKey key, List<PatchStep> steps, @Nullable PatchCondition condition, Preconditions when)
            implements ItemOperation {

        public Patch {
            steps = List.copyOf(steps);
        }
    }
}
