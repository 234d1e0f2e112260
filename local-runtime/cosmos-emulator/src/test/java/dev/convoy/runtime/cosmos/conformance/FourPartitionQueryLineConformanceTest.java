package dev.convoy.runtime.cosmos.conformance;

/** The same with containers of four partitions. */
class FourPartitionQueryLineConformanceTest extends QueryLineConformanceTest {

    @Override
    int partitions() {
        return 4;
    }
}
