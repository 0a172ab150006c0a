package dev.amends.lambdapermissions;

import dagger.BindsInstance;
import dagger.Component;
import dagger.Module;
import dagger.Provides;
import dagger.multibindings.IntoSet;
import dev.amends.core.lambda.Clients;
import dev.amends.core.lambda.GuardrailModule;
import dev.amends.core.lambda.Pace;
import dev.amends.core.report.Report;
import dev.amends.core.run.Books;
import dev.amends.core.run.Inbox;
import dev.amends.core.run.Runner;
import java.time.Clock;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** Puts the function together. */
@Component(modules = {GuardrailModule.class, LambdaPermissionsComponent.Guardrails.class})
interface LambdaPermissionsComponent {

    Inbox inbox();

    /** Made anew for real work and for priming. */
    @Component.Factory
    interface Factory {
        LambdaPermissionsComponent create(@BindsInstance Clients clients);
    }

    /** The guardrails of this function, one binding each. */
    @Module
    interface Guardrails {
        @Provides
        @IntoSet
        static Runner<?> permissionOpen(Clients clients, Books books, Report report, Clock clock) {
            Pace pace = new Pace(clock);
            return new Runner<>(
                    new LambdaPermissionOpen(),
                    new LambdaPermissions(
                            new LambdaApi(clients.client(LambdaClient.builder()), pace),
                            new CallerSearch(
                                    clients.client(ApiGatewayClient.builder()),
                                    clients.client(ApiGatewayV2Client.builder()),
                                    pace)),
                    books,
                    report,
                    clock);
        }

        @Provides
        @IntoSet
        static Runner<?> functionUrlPublic(
                Clients clients, Books books, Report report, Clock clock) {
            return new Runner<>(
                    new FunctionUrlPublic(),
                    new FunctionUrls(
                            new LambdaApi(clients.client(LambdaClient.builder()), new Pace(clock))),
                    books,
                    report,
                    clock);
        }
    }
}
