package dev.convoy.runtime.stack;

/** A kind of part that a stack may have or do without. */
public enum Component {
    /** Azurite. */
    BLOB,
    /** The Service Bus emulator. */
    SERVICE_BUS,
    /** The Cosmos emulator. */
    COSMOS,
    /** GeoIP, RDAP, DNS and reachability for machines without internet, if the description wants them. */
    PROVIDERS,
    /** The apps of the description, each with its host and, if it has one, its task hub. Brings all others with it. */
    APPS
}
