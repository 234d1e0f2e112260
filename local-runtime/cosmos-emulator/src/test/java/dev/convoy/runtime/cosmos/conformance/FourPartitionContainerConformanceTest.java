package dev.convoy.runtime.cosmos.conformance;

/** The same with containers of four partitions. */
class FourPartitionContainerConformanceTest extends ContainerConformanceTest {

    @Override
    int partitions() {
        return 4;
    }
}
