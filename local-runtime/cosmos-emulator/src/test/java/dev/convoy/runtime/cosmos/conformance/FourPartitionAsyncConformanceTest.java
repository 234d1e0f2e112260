package dev.convoy.runtime.cosmos.conformance;

/** The same with containers of four partitions. */
class FourPartitionAsyncConformanceTest extends AsyncConformanceTest {

    @Override
    int partitions() {
        return 4;
    }
}
