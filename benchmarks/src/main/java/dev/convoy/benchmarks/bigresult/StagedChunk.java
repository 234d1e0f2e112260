package dev.convoy.benchmarks.bigresult;

import com.azure.storage.blob.BlobAsyncClient;
import dev.convoy.contracts.bigresult.Md5;

/**
 * A chunk that lies in a blob of its own.
 *
 * @param blob with the account's key
 * @param sourceUrl its address with a signature that allows reading
 */
record StagedChunk(String series, int ordinal, BlobAsyncClient blob, String sourceUrl, long lengthBytes, Md5 digest) {

    byte[] md5() {
        return digest.bytes();
    }
}
