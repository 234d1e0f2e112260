package dev.convoy.runtime.cosmos.conformance;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** The expected behaviour is what this page of the service's documentation says. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@interface FromDocs {

    /** The page, below the documentation's root. */
    String value();
}
