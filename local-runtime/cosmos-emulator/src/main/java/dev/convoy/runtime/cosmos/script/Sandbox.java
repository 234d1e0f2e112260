package dev.convoy.runtime.cosmos.script;

import org.mozilla.javascript.Context;
import org.mozilla.javascript.ContextFactory;
import org.mozilla.javascript.ScriptableObject;

/** Contexts in which scripts see no Java, are interpreted, and pay for each instruction. Immutable. */
final class Sandbox extends ContextFactory {

    private static final int INSTRUCTIONS_AT_A_TIME = 100;
    private static final int MAX_STACK_DEPTH = 1_000;
    private static final Object BUDGET = new Object();

    /** Runs an action whose instructions the budget pays for. */
    <T> T call(Budget budget, Action<T> action) {
        try (Context context = enterContext()) {
            context.putThreadLocal(BUDGET, budget);
            return action.run(context);
        }
    }

    @Override
    protected Context makeContext() {
        Context context = super.makeContext();
        context.setLanguageVersion(Context.VERSION_ES6);
        context.setInterpretedMode(true);
        context.setInstructionObserverThreshold(INSTRUCTIONS_AT_A_TIME);
        context.setMaximumInterpreterStackDepth(MAX_STACK_DEPTH);
        context.setClassShutter(name -> false);
        return context;
    }

    @Override
    protected void observeInstructionCount(Context context, int count) {
        if (context.getThreadLocal(BUDGET) instanceof Budget budget) {
            budget.spend(count);
        }
    }

    /** The language's own objects and nothing of Java. */
    static ScriptableObject newGlobals(Context context) {
        return context.initSafeStandardObjects(null, false);
    }

    /** What is done in a context. */
    @FunctionalInterface
    interface Action<T> {
        T run(Context context);
    }
}
