package dev.convoy.functions.lookup.worker;

import com.fasterxml.jackson.databind.jsontype.NamedType;
import dev.convoy.contracts.json.JsonExtension;
import dev.convoy.contracts.lookup.ResultLocation;

/** A third kind of place, unknown to contracts and workers. */
record ShelfLocation(String place, long sizeBytes) implements ResultLocation.Other {

    /** Tells the mapper of it. */
    public static final class Extension extends JsonExtension {

        private static final long serialVersionUID = 1L;

        public Extension() {
            super("shelf");
            registerSubtypes(new NamedType(ShelfLocation.class, "shelf"));
        }
    }
}
