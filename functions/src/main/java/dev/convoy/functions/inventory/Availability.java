package dev.convoy.functions.inventory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.convoy.contracts.id.ProductId;
import java.time.Duration;
import java.util.Optional;

/**
 * What is available, seen through a cache of at most {@value #PRODUCTS} products for one second; concurrent questions about one
 * product ask the ledger once. Products never vanish, so that one exists is remembered for longer. Safe for use by several
 * threads.
 */
public final class Availability {

    private static final int PRODUCTS = 10_000;
    /** How old an answer may be. */
    static final Duration FRESH = Duration.ofSeconds(1);

    private final StockLedger stock;
    private final Cache<ProductId, Stock> levels;
    private final Cache<ProductId, Boolean> known =
            Caffeine.newBuilder().maximumSize(PRODUCTS).build();

    public Availability(StockLedger stock, Ticker ticker) {
        this.stock = stock;
        this.levels = Caffeine.newBuilder()
                .maximumSize(PRODUCTS)
                .expireAfterWrite(FRESH)
                .ticker(ticker)
                .build();
    }

    Optional<Stock> of(ProductId productId) {
        return Optional.ofNullable(levels.get(productId, id -> stock.find(id).orElse(null)));
    }

    /** Whether the product exists. */
    public boolean knows(ProductId productId) {
        if (known.getIfPresent(productId) != null) {
            return true;
        }
        boolean exists = stock.knows(productId);
        if (exists) {
            known.put(productId, true);
        }
        return exists;
    }

    void forget(ProductId productId) {
        levels.invalidate(productId);
    }
}
