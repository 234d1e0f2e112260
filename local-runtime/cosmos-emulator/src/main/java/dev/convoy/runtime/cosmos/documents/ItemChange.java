package dev.convoy.runtime.cosmos.documents;

/** One item's step from one version to the next, as it is journaled and as the change feed tells it. */
public sealed interface ItemChange {

    long lsn();

    ItemKey key();

    /** The item now is this version; it may be new. */
    record Put(StoredDocument document) implements ItemChange {

        @Override
        public long lsn() {
            return document.lsn();
        }

        @Override
        public ItemKey key() {
            return document.key();
        }
    }

    /** The item is gone; {@code expired} tells its time to live from a delete. */
    record Removed(ItemKey key, long lsn, long timestamp, boolean expired) implements ItemChange {}
}
