package dev.convoy.functions.inventory;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import dev.convoy.contracts.id.ProductId;
import dev.convoy.functions.platform.http.HttpAnswer;
import dev.convoy.functions.platform.http.HttpInput;
import dev.convoy.functions.platform.http.HttpShell;
import dev.convoy.functions.platform.http.Problem;
import dev.convoy.functions.platform.http.ProblemException;
import java.util.Optional;

/** {@code GET /api/products/{id}/availability}, at most a second old. */
public final class AvailabilityHttp {

    private final Availability availability;

    public AvailabilityHttp(Availability availability) {
        this.availability = availability;
    }

    @FunctionName("ProductAvailability")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            route = "products/{id}/availability",
                            authLevel = AuthorizationLevel.FUNCTION)
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("id") String id) {
        return HttpShell.run(request, () -> answer(id));
    }

    HttpAnswer answer(String id) {
        ProductId productId = HttpInput.path("product " + id, id, ProductId::new);
        Stock stock = availability
                .of(productId)
                .orElseThrow(() -> new ProblemException(Problem.notFound("product " + productId)));
        return HttpAnswer.json(HttpAnswer.OK, stock).with("Cache-Control", "max-age=" + Availability.FRESH.toSeconds());
    }
}
