package dev.convoy.functions.platform.store;

/** Why a write, and with it the whole commit, was refused. */
public enum Refusal {
    EXISTS,
    CHANGED,
    MISSING
}
