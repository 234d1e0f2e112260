package dev.convoy.functions.wiring;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The Spring application that the Functions adapter starts. Registers beans itself, which spares scanning and
 * auto-configuration and so most of the start-up time.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
public class FunctionsApp implements ApplicationContextInitializer<GenericApplicationContext> {

    private static final Logger LOG = LoggerFactory.getLogger(FunctionsApp.class);

    @Override
    public void initialize(GenericApplicationContext context) {
        Technology technology = Technology.of(settings());
        List<Object> functions = Features.functions(technology);
        context.addApplicationListener((ContextClosedEvent closed) -> technology.close());
        technology.openInBackground();
        functions.forEach(function -> register(context, function));
    }

    private static Settings settings() {
        try {
            return Settings.from(System.getenv());
        } catch (IllegalArgumentException e) {
            LOG.error("cannot start: {}", e.getMessage());
            throw e;
        }
    }

    @SuppressWarnings("unchecked") // an object is of its own class
    private static void register(GenericApplicationContext context, Object function) {
        context.registerBean((Class<Object>) function.getClass(), () -> function);
    }

    /** Named in the manifest; a Functions host never calls it. */
    public static void main(String[] arguments) {
        throw new UnsupportedOperationException("start this app with a Functions host");
    }
}
