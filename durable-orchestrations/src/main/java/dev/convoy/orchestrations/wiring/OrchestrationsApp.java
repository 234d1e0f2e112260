package dev.convoy.orchestrations.wiring;

import dev.convoy.orchestrations.events.DurableClients;
import dev.convoy.orchestrations.events.EventRouter;
import dev.convoy.orchestrations.order.CosmosOrderBook;
import dev.convoy.orchestrations.order.OrderBook;
import dev.convoy.orchestrations.order.StepTaker;
import java.time.Clock;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** The app: beans by hand, functions by scan. */
@SpringBootApplication(scanBasePackages = "dev.convoy.orchestrations", proxyBeanMethods = false)
public class OrchestrationsApp {

    @Bean
    AppSettings appSettings() {
        return AppSettings.read(System::getenv);
    }

    @Bean
    OrdersContainer ordersContainer(AppSettings settings) {
        return new OrdersContainer(settings.cosmos());
    }

    @Bean
    OrderBook orderBook(OrdersContainer orders) {
        return new CosmosOrderBook(orders);
    }

    @Bean
    StepTaker stepTaker(OrderBook book) {
        return new StepTaker(book, Clock.systemUTC());
    }

    @Bean
    EventRouter eventRouter(OrderBook book, AppSettings settings) {
        return new EventRouter(book, settings.saga());
    }

    @Bean
    DurableClients durableClients() {
        return new DurableClients();
    }
}
