package dev.convoy.runtime.cosmos.conformance;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** The expected behaviour is our reading; no page or class says it, and it was not seen on the service. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@interface Unverified {}
