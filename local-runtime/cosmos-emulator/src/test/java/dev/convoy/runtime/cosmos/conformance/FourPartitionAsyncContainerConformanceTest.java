package dev.convoy.runtime.cosmos.conformance;

/** The same with containers of four partitions. */
class FourPartitionAsyncContainerConformanceTest extends AsyncContainerConformanceTest {

    @Override
    int partitions() {
        return 4;
    }
}
