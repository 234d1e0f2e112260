package dev.convoy.functions.platform.blob;

/** Where blobs are and how to sign in. */
public sealed interface BlobConnection {

    /** By a connection string; {@code UseDevelopmentStorage=true} is Azurite on its usual ports. */
    record ByConnectionString(String text) implements BlobConnection {

        public ByConnectionString {
            if (!text.contains("=")) {
                throw new IllegalArgumentException("is no connection string");
            }
        }

        @Override
        public String toString() {
            return "ByConnectionString[]"; // holds a key
        }
    }

    /** By managed identity. */
    record ByIdentity(String serviceUri) implements BlobConnection {}
}
