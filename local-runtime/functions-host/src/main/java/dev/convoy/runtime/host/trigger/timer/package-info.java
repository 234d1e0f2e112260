/**
 * The timer trigger: schedules in the platform's six-field cron notation or as a fixed interval, in UTC unless the app names another zone. A
 * function's runs never overlap; a run that comes due during another is run once afterwards and told that it is late.
 */
@NullMarked
package dev.convoy.runtime.host.trigger.timer;

import org.jspecify.annotations.NullMarked;
