package dev.convoy.systemtests.demo;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One thing that orders, lookups or big results can go through, played on a stage. Scenarios use products and customers of their own. */
public enum Scenario {
    HAPPY_PATH("an order is paid, reserved and completed", SingleOrders::happyPath),
    PAYMENT_DECLINED("a declined payment cancels the order; stock is never touched", SingleOrders::paymentDeclined),
    OUT_OF_STOCK("out of stock after payment: the money goes back", SingleOrders::outOfStock),
    DUPLICATE_POST("the same key twice is one order, with another body a refusal", SingleOrders::duplicatePost),
    LAST_TEN("fifty want the last ten: ten get one, forty get their money back", ManyOrders::fiftyForTheLastTen),
    KILL_IN_MID_SAGA("kill -9 of the functions app in mid-saga: every order ends right", ManyOrders::killInMidSaga),
    BAD_REQUESTS("bad and foreign requests are refused, naming what is wrong", BadRequests::refused),
    CANCEL_BEFORE_PAYMENT(
            "cancelled before payment answers: the charge is given back, no stock is asked for",
            UnhappyOrders::cancelledBeforePayment),
    CANCEL_AFTER_PAYMENT("cancelled after payment: money and stock go back", UnhappyOrders::cancelledAfterPayment),
    LATE_PAYMENT(
            House.HASTY,
            "payment answers after its deadline: the charge is given back",
            UnhappyOrders::paymentAfterItsDeadline),
    STUCK_COMPENSATION(
            House.HASTY, "a refund gets stuck: a person is called and settles", UnhappyOrders::stuckCompensation),
    MAIL_SERVER_AWAY(
            House.HASTY,
            "the mail server is away: orders go on, the letter comes later",
            UnhappyOrders::mailServerAway),
    SERVICE_BUS_AWAY("Service Bus is away while orders come in: all complete afterwards", HardTimes::serviceBusAway),
    UNREADABLE_MESSAGES("nonsense and a message of the future are parked, others go on", HardTimes::unreadableMessages),
    REPLAY("the events of a day come again: nothing happens twice", HardTimes::pastComesAgain),
    LOOKUP_ADDRESS("four services know something of an address", Lookups::ofAnAddress),
    LOOKUP_DOMAIN("a domain, written carelessly, is looked up", Lookups::ofADomain),
    LOOKUP_CERTIFICATE("a name's certificate: who issued it, when it expires", Lookups::ofACertificate),
    LOOKUP_PROVIDER_DOWN("one provider is down: three results and one error", LookupFaults::withAProviderDown),
    LOOKUP_PROVIDER_SLOW("one provider is slow: the others do not wait for it", LookupFaults::withAProviderSlow),
    LOOKUP_CIRCUIT("a broken provider is left in peace, and tried again when it is mended", LookupFaults::withACircuit),
    LOOKUP_CANCELLED("ten are given up as soon as they are asked for: none is lost", LookupFaults::cancelledAtOnce),
    LOOKUP_LARGE("a registry answers with five megabytes: they lie in a blob", Lookups::withALargeResult),
    LOOKUP_REPEATED("the same question again is answered from the cache", Lookups::repeated),
    LOOKUP_BATCH("a hundred lookups at once", Lookups::inABatch),
    LOOKUP_CALLBACK("the result is sent to its caller, signed, at the second attempt", LookupCallbacks::calledBack),
    LOOKUP_PRIVATE("private places are refused, before and after a name is resolved", LookupRefusals::ofAPrivatePlace),
    LOOKUP_BAD_INPUT(
            "bad input is refused with the field's name, careless input is put right", LookupRefusals::ofBadInput),
    KILL_IN_MID_LOOKUP(
            "kill -9 of the functions app in mid-lookup: every lookup ends right", LookupFaults::killInMidLookup),
    RESULT_SHUFFLED(
            "three series, shuffled, header last, every message twice: one result, told once", BigResults::shuffled),
    RESULT_CORRUPT("a corrupt chunk is parked, sent again, and the result is whole", BigResults::corruptChunk),
    RESULT_TIMED_OUT("chunks do not come in time: it ends, and what came is cleaned up", BigResults::timesOut),
    RESULT_ABANDONED("a client gives its result up: nothing of it is left", BigResults::abandoned),
    RESULT_TWO_CLIENTS("two clients are each told only of their own", BigResults::twoClients),
    RESULT_CLIENT_AWAY("a client that was away finds its notice later", BigResults::clientWasAway),
    RESULT_READ("a result is read by link and by range, by its own client alone", ResultReading::byLinkAndRange),
    RESULT_KILLED(
            "kill -9 of the functions app in mid-transfer, twice: not a byte is wrong, told once",
            KilledTransfer::small);

    private final House house;
    private final String story;
    private final Play play;

    Scenario(String story, Play play) {
        this(House.ORDINARY, story, play);
    }

    Scenario(House house, String story, Play play) {
        this.house = house;
        this.story = story;
        this.play = play;
    }

    /** The stack it plays in. */
    public House house() {
        return house;
    }

    /** The scenarios of a house, in their order. */
    public static List<Scenario> in(House house) {
        return Arrays.stream(values())
                .filter(scenario -> scenario.house == house)
                .toList();
    }

    /** What happens, in one line. */
    public String story() {
        return story;
    }

    /** The name on the command line. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Plays it to its end.
     *
     * @throws RuntimeException if anything comes out otherwise than it must
     */
    public void play(Stage stage) {
        play.on(stage);
    }

    @FunctionalInterface
    private interface Play {
        void on(Stage stage);
    }
}
