package dev.convoy.runtime.cosmos.query;

import dev.convoy.runtime.cosmos.documents.ContainerAddress;
import dev.convoy.runtime.cosmos.documents.IndexLookup;
import dev.convoy.runtime.cosmos.documents.StoredDocument;
import java.util.List;
import java.util.Optional;

/** Where a query's documents come from: a port, so that the engine knows neither partitions nor locks. */
public interface DocumentSource {

    ContainerAddress address();

    /** All documents in the order of their numbers. */
    List<StoredDocument> all();

    /** What an index says; empty if there is none for the path, or it could not answer in order. */
    Optional<List<IndexLookup.Entry>> find(IndexLookup lookup);

    /** A source of just these documents, without any index. */
    static DocumentSource of(ContainerAddress address, List<StoredDocument> documents) {
        return new DocumentSource() {
            @Override
            public ContainerAddress address() {
                return address;
            }

            @Override
            public List<StoredDocument> all() {
                return documents;
            }

            @Override
            public Optional<List<IndexLookup.Entry>> find(IndexLookup lookup) {
                return Optional.empty();
            }
        };
    }
}
