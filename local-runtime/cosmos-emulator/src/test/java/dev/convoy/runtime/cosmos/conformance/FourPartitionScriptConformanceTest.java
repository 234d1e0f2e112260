package dev.convoy.runtime.cosmos.conformance;

/** The same with containers of four partitions. */
class FourPartitionScriptConformanceTest extends ScriptConformanceTest {

    @Override
    int partitions() {
        return 4;
    }
}
