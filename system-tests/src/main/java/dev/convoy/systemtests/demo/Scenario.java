package dev.convoy.systemtests.demo;

import java.util.Locale;

/** One thing that orders can go through, played on a stage. Scenarios use products and customers of their own. */
public enum Scenario {
    HAPPY_PATH("an order is paid, reserved and completed", SingleOrders::happyPath),
    PAYMENT_DECLINED("a declined payment cancels the order; stock is never touched", SingleOrders::paymentDeclined),
    OUT_OF_STOCK("out of stock after payment: the money goes back", SingleOrders::outOfStock),
    DUPLICATE_POST("the same key twice is one order, with another body a refusal", SingleOrders::duplicatePost),
    LAST_TEN("fifty want the last ten: ten get one, forty get their money back", ManyOrders::fiftyForTheLastTen),
    KILL_IN_MID_SAGA("kill -9 of the functions app in mid-saga: every order ends right", ManyOrders::killInMidSaga);

    private final String story;
    private final Play play;

    Scenario(String story, Play play) {
        this.story = story;
        this.play = play;
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
