package dev.convoy.results.staging;

import dev.convoy.contracts.bigresult.Md5;

/** A chunk that lies in staging: name of its blob, length and digest. */
public record StagedChunk(String blob, long lengthBytes, Md5 md5) {}
