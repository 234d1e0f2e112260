package dev.convoy.functions.platform.store;

import java.util.List;
import java.util.Optional;

/** Some documents of a query, and how to ask for the next ones if there may be any. */
public record DocumentPage(List<StoredDocument> documents, Optional<String> continuation) {

    public DocumentPage {
        documents = List.copyOf(documents);
    }
}
