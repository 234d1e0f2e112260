package dev.convoy.runtime.durable;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Where an expected behaviour was seen: the SDK class whose code or own tests need it. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.SOURCE)
@interface FromSdk {
    Class<?> value();
}
