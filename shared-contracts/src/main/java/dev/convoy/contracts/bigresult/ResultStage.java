package dev.convoy.contracts.bigresult;

/** When it went wrong. */
public enum ResultStage {
    HeaderIntake,
    ChunkIntake,
    Awaiting,
    Completing
}
