package dev.convoy.contracts.event;

import dev.convoy.contracts.bigresult.LookAfterResult;
import dev.convoy.contracts.bigresult.ResultChunk;
import dev.convoy.contracts.bigresult.ResultCompleted;
import dev.convoy.contracts.bigresult.ResultHeader;
import dev.convoy.contracts.bigresult.ResultProblem;
import dev.convoy.contracts.inventory.InventoryFailed;
import dev.convoy.contracts.inventory.InventoryReleased;
import dev.convoy.contracts.inventory.InventoryReserved;
import dev.convoy.contracts.lookup.LookUp;
import dev.convoy.contracts.lookup.LookupBatchRequested;
import dev.convoy.contracts.lookup.LookupCancellationRequested;
import dev.convoy.contracts.lookup.LookupEnded;
import dev.convoy.contracts.lookup.LookupRequested;
import dev.convoy.contracts.lookup.TaskCompleted;
import dev.convoy.contracts.order.OrderCancellationRequested;
import dev.convoy.contracts.order.OrderCancelled;
import dev.convoy.contracts.order.OrderCompleted;
import dev.convoy.contracts.order.OrderCreated;
import dev.convoy.contracts.order.OrderInventoryRequested;
import dev.convoy.contracts.order.OrderNeedsAttention;
import dev.convoy.contracts.order.OrderPaymentRequested;
import dev.convoy.contracts.order.RefundPayment;
import dev.convoy.contracts.order.ReleaseInventory;
import dev.convoy.contracts.payment.PaymentFailed;
import dev.convoy.contracts.payment.PaymentRefunded;
import dev.convoy.contracts.payment.PaymentSucceeded;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every message type there is. */
public final class MessageTypes {

    public static final MessageType<OrderCreated> ORDER_CREATED = MessageType.of("order", 2, OrderCreated.class);
    public static final MessageType<OrderPaymentRequested> ORDER_PAYMENT_REQUESTED =
            MessageType.of("order", 1, OrderPaymentRequested.class);
    public static final MessageType<OrderInventoryRequested> ORDER_INVENTORY_REQUESTED =
            MessageType.of("order", 1, OrderInventoryRequested.class);
    public static final MessageType<RefundPayment> REFUND_PAYMENT = MessageType.of("order", 1, RefundPayment.class);
    public static final MessageType<ReleaseInventory> RELEASE_INVENTORY =
            MessageType.of("order", 1, ReleaseInventory.class);
    public static final MessageType<OrderCompleted> ORDER_COMPLETED = MessageType.of("order", 1, OrderCompleted.class);
    public static final MessageType<OrderCancelled> ORDER_CANCELLED = MessageType.of("order", 1, OrderCancelled.class);
    public static final MessageType<OrderCancellationRequested> ORDER_CANCELLATION_REQUESTED =
            MessageType.of("order", 1, OrderCancellationRequested.class);
    public static final MessageType<OrderNeedsAttention> ORDER_NEEDS_ATTENTION =
            MessageType.of("order", 1, OrderNeedsAttention.class);

    public static final MessageType<PaymentSucceeded> PAYMENT_SUCCEEDED =
            MessageType.of("payment", 1, PaymentSucceeded.class);
    public static final MessageType<PaymentFailed> PAYMENT_FAILED = MessageType.of("payment", 1, PaymentFailed.class);
    public static final MessageType<PaymentRefunded> PAYMENT_REFUNDED =
            MessageType.of("payment", 1, PaymentRefunded.class);

    public static final MessageType<InventoryReserved> INVENTORY_RESERVED =
            MessageType.of("inventory", 1, InventoryReserved.class);
    public static final MessageType<InventoryFailed> INVENTORY_FAILED =
            MessageType.of("inventory", 1, InventoryFailed.class);
    public static final MessageType<InventoryReleased> INVENTORY_RELEASED =
            MessageType.of("inventory", 1, InventoryReleased.class);

    public static final MessageType<LookupRequested> LOOKUP_REQUESTED =
            MessageType.of("lookup", 1, LookupRequested.class);
    public static final MessageType<LookUp> LOOK_UP = MessageType.of("lookup", 1, LookUp.class);
    public static final MessageType<TaskCompleted> TASK_COMPLETED = MessageType.of("lookup", 1, TaskCompleted.class);

    public static final MessageType<LookupBatchRequested> LOOKUP_BATCH_REQUESTED =
            MessageType.of("lookup", 1, LookupBatchRequested.class);
    public static final MessageType<LookupCancellationRequested> LOOKUP_CANCELLATION_REQUESTED =
            MessageType.of("lookup", 1, LookupCancellationRequested.class);
    public static final MessageType<LookupEnded> LOOKUP_ENDED = MessageType.of("lookup", 1, LookupEnded.class);

    public static final MessageType<ResultHeader> RESULT_HEADER = MessageType.of("result", 1, ResultHeader.class);
    public static final MessageType<ResultChunk> RESULT_CHUNK = MessageType.of("result", 1, ResultChunk.class);
    public static final MessageType<LookAfterResult> LOOK_AFTER_RESULT =
            MessageType.of("result", 1, LookAfterResult.class);
    public static final MessageType<ResultCompleted> RESULT_COMPLETED =
            MessageType.of("result", 1, ResultCompleted.class);
    public static final MessageType<ResultProblem> RESULT_PROBLEM = MessageType.of("result", 1, ResultProblem.class);

    private static final Map<String, MessageType<?>> BY_NAME = List.<MessageType<?>>of(
                    ORDER_CREATED,
                    ORDER_PAYMENT_REQUESTED,
                    ORDER_INVENTORY_REQUESTED,
                    REFUND_PAYMENT,
                    RELEASE_INVENTORY,
                    ORDER_COMPLETED,
                    ORDER_CANCELLED,
                    ORDER_CANCELLATION_REQUESTED,
                    ORDER_NEEDS_ATTENTION,
                    PAYMENT_SUCCEEDED,
                    PAYMENT_FAILED,
                    PAYMENT_REFUNDED,
                    INVENTORY_RESERVED,
                    INVENTORY_FAILED,
                    INVENTORY_RELEASED,
                    LOOKUP_REQUESTED,
                    LOOKUP_BATCH_REQUESTED,
                    LOOKUP_CANCELLATION_REQUESTED,
                    LOOKUP_ENDED,
                    LOOK_UP,
                    TASK_COMPLETED,
                    RESULT_HEADER,
                    RESULT_CHUNK,
                    LOOK_AFTER_RESULT,
                    RESULT_COMPLETED,
                    RESULT_PROBLEM)
            .stream()
            .collect(Collectors.toUnmodifiableMap(MessageType::name, Function.identity()));

    private MessageTypes() {}

    /** The type of that CloudEvents name, if this version of Convoy knows it. */
    public static Optional<MessageType<?>> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** All types, in no order. */
    public static List<MessageType<?>> all() {
        return List.copyOf(BY_NAME.values());
    }
}
