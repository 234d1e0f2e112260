package dev.convoy.runtime.cosmos.conformance;

/** The same with containers of four partitions. */
class FourPartitionQueryConformanceTest extends QueryConformanceTest {

    @Override
    int partitions() {
        return 4;
    }
}
