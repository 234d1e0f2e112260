package dev.convoy.runtime.cosmos.conformance;

/** The same with containers of four partitions. */
class FourPartitionBatchConformanceTest extends BatchConformanceTest {

    @Override
    int partitions() {
        return 4;
    }
}
