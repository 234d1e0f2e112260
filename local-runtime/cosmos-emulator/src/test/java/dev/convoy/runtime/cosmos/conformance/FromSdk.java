package dev.convoy.runtime.cosmos.conformance;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** The expected behaviour is what this class of the SDK relies on. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@interface FromSdk {

    /** Simple or qualified name: many of these classes are internal to the SDK. */
    String value();
}
