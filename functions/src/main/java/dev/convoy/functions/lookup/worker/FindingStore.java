package dev.convoy.functions.lookup.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.convoy.contracts.json.Json;

/** Decides by size where a finding goes: into the document that speaks of it, or into the store for large ones. Stateless. */
public final class FindingStore {

    private final int inlineBytes;
    private final ResultStore large;

    /** @param inlineBytes largest result, as UTF-8 JSON, that lies in a document */
    public FindingStore(int inlineBytes, ResultStore large) {
        this.inlineBytes = inlineBytes;
        this.large = large;
    }

    StoredFinding store(Finding finding) {
        return switch (finding) {
            case Finding.NotFound none -> new StoredFinding.Nothing();
            case Finding.Found found -> place(found);
        };
    }

    private StoredFinding place(Finding.Found found) {
        byte[] json = Json.write(found.data()).getBytes(UTF_8);
        return json.length <= inlineBytes
                ? new StoredFinding.Inline(found.data(), json.length)
                : new StoredFinding.At(large.store(json));
    }
}
