package dev.convoy.runtime.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.OrchestrationMetadata;
import com.microsoft.durabletask.OrchestrationRuntimeStatus;
import com.microsoft.durabletask.OrchestrationStatusQuery;
import com.microsoft.durabletask.OrchestrationStatusQueryResult;
import com.microsoft.durabletask.PurgeInstanceCriteria;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The calls of the SDK's client, one by one. */
@FromSdk(DurableTaskClient.class)
class ClientConformanceTest {

    private HubFixture hub;

    @BeforeEach
    void start() {
        hub = HubFixture.start();
        hub.worker()
                .orchestrator("Quick", ctx -> ctx.complete(ctx.getInput(String.class)))
                .orchestrator("Waiting", ctx -> {
                    ctx.waitForExternalEvent("end").await();
                    ctx.complete("ended");
                })
                .start();
    }

    @AfterEach
    void stop() throws Exception {
        hub.close();
    }

    @Test
    void a_query_without_filters_lists_every_instance() throws Exception {
        quick("a");
        waiting("b");

        assertThat(ids(new OrchestrationStatusQuery())).containsExactly("a", "b");
    }

    @Test
    void a_query_filters_by_status() throws Exception {
        quick("a");
        waiting("b");

        assertThat(ids(new OrchestrationStatusQuery()
                        .setRuntimeStatusList(List.of(OrchestrationRuntimeStatus.RUNNING))))
                .containsExactly("b");
        assertThat(ids(new OrchestrationStatusQuery()
                        .setRuntimeStatusList(
                                List.of(OrchestrationRuntimeStatus.COMPLETED, OrchestrationRuntimeStatus.RUNNING))))
                .containsExactly("a", "b");
    }

    @Test
    void a_query_filters_by_time_of_creation() throws Exception {
        quick("a");
        Instant between = Instant.now();
        quick("b");

        assertThat(ids(new OrchestrationStatusQuery().setCreatedTimeTo(between)))
                .containsExactly("a");
        assertThat(ids(new OrchestrationStatusQuery().setCreatedTimeFrom(between)))
                .containsExactly("b");
    }

    @Test
    void a_query_filters_by_prefix_of_the_id() throws Exception {
        quick("order-1");
        quick("lookup-1");

        assertThat(ids(new OrchestrationStatusQuery().setInstanceIdPrefix("order-")))
                .containsExactly("order-1");
    }

    @Test
    void a_query_pages_and_ends_without_a_token() throws Exception {
        for (int i = 0; i < 7; i++) {
            quick("p" + i);
        }
        OrchestrationStatusQuery query = new OrchestrationStatusQuery().setMaxInstanceCount(3);

        List<String> all = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        OrchestrationStatusQueryResult page;
        do {
            page = hub.client().queryInstances(query);
            sizes.add(page.getOrchestrationState().size());
            page.getOrchestrationState().forEach(state -> all.add(state.getInstanceId()));
            query.setContinuationToken(page.getContinuationToken());
        } while (!page.getContinuationToken().isEmpty());

        assertThat(sizes).containsExactly(3, 3, 1);
        assertThat(all).containsExactly("p0", "p1", "p2", "p3", "p4", "p5", "p6");
    }

    @Test
    void a_token_of_another_hub_is_an_invalid_argument() {
        OrchestrationStatusQuery query = new OrchestrationStatusQuery().setContinuationToken("not-hex");

        assertThatThrownBy(() -> hub.client().queryInstances(query))
                .isInstanceOfSatisfying(StatusRuntimeException.class, e -> {
                    assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
                    assertThat(e.getStatus().getDescription()).contains("continuationToken");
                });
    }

    @Test
    void payloads_come_only_when_asked_for() throws Exception {
        quick("a");

        OrchestrationMetadata without = hub.client().getInstanceMetadata("a", false);
        OrchestrationMetadata with = hub.client().getInstanceMetadata("a", true);

        assertThatThrownBy(() -> without.readOutputAs(String.class)).isInstanceOf(IllegalStateException.class);
        assertThat(without.getSerializedOutput()).isEmpty();
        assertThat(with.readInputAs(String.class)).isEqualTo("a");
    }

    @Test
    void purge_by_id_forgets_a_finished_instance_and_no_running_one() throws Exception {
        quick("a");
        waiting("b");

        assertThat(hub.client().purgeInstance("a").getDeletedInstanceCount()).isEqualTo(1);
        assertThat(hub.client().purgeInstance("a").getDeletedInstanceCount()).isZero();
        assertThat(hub.client().purgeInstance("b").getDeletedInstanceCount()).isZero();
        assertThat(hub.status("a").isInstanceFound()).isFalse();
    }

    @Test
    void purge_by_filter_forgets_those_that_match() throws Exception {
        quick("a");
        waiting("b");
        waiting("c");
        hub.client().terminate("c", null);
        Instant now = Instant.now();

        PurgeInstanceCriteria terminated = new PurgeInstanceCriteria()
                .setCreatedTimeFrom(now.minus(Duration.ofMinutes(1)))
                .setCreatedTimeTo(now)
                .setRuntimeStatusList(List.of(OrchestrationRuntimeStatus.TERMINATED));

        assertThat(hub.client().purgeInstances(terminated).getDeletedInstanceCount())
                .isEqualTo(1);
        assertThat(ids(new OrchestrationStatusQuery())).containsExactly("a", "b");
    }

    @Test
    void a_wait_for_completion_times_out_at_the_client() throws Exception {
        waiting("a");

        assertThatThrownBy(() -> hub.client().waitForInstanceCompletion("a", Duration.ofMillis(200), true))
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void a_wait_for_the_start_ends_when_an_instance_appears_and_begins() throws Exception {
        Thread late = Thread.startVirtualThread(() -> {
            await().pollDelay(Duration.ofMillis(150)).until(() -> true);
            hub.client().scheduleNewOrchestrationInstance("Waiting", null, "late");
        });

        OrchestrationMetadata begun = hub.client().waitForInstanceStart("late", HubFixture.PATIENCE);

        assertThat(begun.getRuntimeStatus()).isEqualTo(OrchestrationRuntimeStatus.RUNNING);
        late.join();
    }

    @Test
    void restart_runs_the_same_input_under_a_new_id() throws Exception {
        quick("a");

        String id = hub.client().restartInstance("a", true);

        assertThat(id).isNotEqualTo("a");
        assertThat(hub.completed(id).readOutputAs(String.class)).isEqualTo("a");
    }

    @Test
    void restart_runs_the_same_input_under_the_same_id() throws Exception {
        quick("a");
        Instant before = hub.status("a").getCreatedAt();

        assertThat(hub.client().restartInstance("a", false)).isEqualTo("a");

        assertThat(hub.completed("a").getCreatedAt()).isAfter(before);
    }

    @Test
    void suspending_twice_and_resuming_twice_is_as_good_as_once() throws Exception {
        waiting("a");

        hub.client().suspendInstance("a", "one");
        hub.client().suspendInstance("a", "two");
        hub.client().resumeInstance("a", "one");
        assertThat(hub.status("a").getRuntimeStatus()).isEqualTo(OrchestrationRuntimeStatus.RUNNING);
        hub.client().resumeInstance("a", "two");
        hub.client().raiseEvent("a", "end");

        assertThat(hub.completed("a").readOutputAs(String.class)).isEqualTo("ended");
    }

    @Test
    void a_suspended_instance_can_be_terminated() throws Exception {
        waiting("a");
        hub.client().suspendInstance("a");

        hub.client().terminate("a", "over");

        assertThat(hub.completed("a").getRuntimeStatus()).isEqualTo(OrchestrationRuntimeStatus.TERMINATED);
    }

    @Test
    void creating_the_hub_anew_forgets_everything_and_goes_on() throws Exception {
        quick("a");
        waiting("b");

        hub.client().createTaskHub(false);
        assertThat(ids(new OrchestrationStatusQuery())).hasSize(2);
        hub.client().createTaskHub(true);

        assertThat(ids(new OrchestrationStatusQuery())).isEmpty();
        quick("b");
        assertThat(ids(new OrchestrationStatusQuery())).containsExactly("b");
    }

    @Test
    void deleting_the_hub_forgets_everything() throws Exception {
        quick("a");

        hub.client().deleteTaskHub();

        assertThat(hub.status("a").isInstanceFound()).isFalse();
    }

    @Test
    void a_bad_instance_id_is_an_invalid_argument_that_names_the_field() {
        assertThatThrownBy(() -> hub.client().scheduleNewOrchestrationInstance("Quick", null, "x".repeat(300)))
                .isInstanceOfSatisfying(StatusRuntimeException.class, e -> {
                    assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
                    assertThat(e.getStatus().getDescription()).contains("instanceId");
                });
    }

    /** The SDK's client takes messages of 4 MB at most; input and output come together. */
    @Test
    void large_payloads_go_through_both_ways() throws Exception {
        String large = "x".repeat(1_900_000);

        String id = hub.client().scheduleNewOrchestrationInstance("Quick", large);

        await().atMost(HubFixture.PATIENCE)
                .until(() -> hub.client().getInstanceMetadata(id, false).getRuntimeStatus()
                        == OrchestrationRuntimeStatus.COMPLETED);
        assertThat(hub.status(id).readOutputAs(String.class)).hasSize(large.length());
    }

    private void quick(String id) throws Exception {
        hub.client().scheduleNewOrchestrationInstance("Quick", id, id);
        hub.completed(id);
    }

    private void waiting(String id) throws Exception {
        hub.client().scheduleNewOrchestrationInstance("Waiting", null, id);
        hub.client().waitForInstanceStart(id, HubFixture.PATIENCE);
    }

    private List<String> ids(OrchestrationStatusQuery query) {
        return hub.client().queryInstances(query).getOrchestrationState().stream()
                .map(OrchestrationMetadata::getInstanceId)
                .toList();
    }
}
