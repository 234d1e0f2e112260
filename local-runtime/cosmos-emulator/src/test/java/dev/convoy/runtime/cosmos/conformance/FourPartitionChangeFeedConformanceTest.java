package dev.convoy.runtime.cosmos.conformance;

/** The same with containers of four partitions. */
class FourPartitionChangeFeedConformanceTest extends ChangeFeedConformanceTest {

    @Override
    int partitions() {
        return 4;
    }
}
