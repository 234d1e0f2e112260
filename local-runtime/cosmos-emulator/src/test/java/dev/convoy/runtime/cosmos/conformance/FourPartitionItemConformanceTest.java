package dev.convoy.runtime.cosmos.conformance;

/** The same with containers of four partitions. */
class FourPartitionItemConformanceTest extends ItemConformanceTest {

    @Override
    int partitions() {
        return 4;
    }
}
