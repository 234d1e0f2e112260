package dev.convoy.contracts.json;

import com.fasterxml.jackson.databind.module.SimpleModule;

/**
 * What another module adds to the one mapper, such as a further kind of an open type. Found through {@link java.util.ServiceLoader} when the
 * mapper is made: later is too late, since it remembers the types it has met.
 */
public abstract class JsonExtension extends SimpleModule {

    private static final long serialVersionUID = 1L;

    protected JsonExtension(String name) {
        super(name);
    }
}
