package dev.convoy.functions.inventory;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import dev.convoy.contracts.id.ProductId;
import dev.convoy.functions.platform.http.Fields;
import dev.convoy.functions.platform.http.HttpAnswer;
import dev.convoy.functions.platform.http.HttpInput;
import dev.convoy.functions.platform.http.HttpShell;
import dev.convoy.functions.platform.http.Problem;
import dev.convoy.functions.platform.http.ProblemException;
import java.util.Optional;

/** {@code PUT /api/products/{id}/stock}: sets what is available, for administration. */
public final class SetStockHttp {

    private static final long MOST_PIECES = 1_000_000_000;

    private final StockLedger stock;
    private final Availability availability;

    public SetStockHttp(StockLedger stock, Availability availability) {
        this.stock = stock;
        this.availability = availability;
    }

    @FunctionName("SetStock")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.PUT,
                            route = "products/{id}/stock",
                            authLevel = AuthorizationLevel.FUNCTION)
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("id") String id) {
        return HttpShell.run(request, () -> answer(id, HttpInput.of(request)));
    }

    HttpAnswer answer(String id, HttpInput input) {
        ProductId productId = productId(id);
        Fields fields = Fields.of(input.json());
        Optional<Long> available = fields.whole(Stock.AVAILABLE, 0, MOST_PIECES);
        if (!fields.isGood()) {
            throw fields.problem();
        }
        Stock now = stock.setAvailable(productId, Fields.sure(available));
        availability.forget(productId);
        return HttpAnswer.json(HttpAnswer.OK, now);
    }

    private static ProductId productId(String id) {
        try {
            return new ProductId(id);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.badRequest("id", String.valueOf(e.getMessage())));
        }
    }
}
