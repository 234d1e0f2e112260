package dev.convoy.orchestrations.wiring;

/** A setting is missing or wrong: the app does not start. One line that names it. */
public final class BadSettingException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    BadSettingException(String setting, String problem) {
        super("setting " + setting + " " + problem);
    }
}
