package dev.convoy.functions.platform.store;

class InMemoryDocumentStoreTest extends DocumentStoreContract {

    private final InMemoryDocumentStore store = new InMemoryDocumentStore("orderId");

    @Override
    protected DocumentStore store() {
        return store;
    }
}
