package dev.amends.stacks;

import dagger.BindsInstance;
import dagger.Component;
import dagger.Module;
import dagger.Provides;
import dagger.multibindings.IntoSet;
import dev.amends.core.lambda.Clients;
import dev.amends.core.lambda.GuardrailModule;
import dev.amends.core.report.Report;
import dev.amends.core.run.Books;
import dev.amends.core.run.Inbox;
import dev.amends.core.run.Runner;
import java.time.Clock;
import java.time.Duration;

/** Puts the function together. */
@Component(modules = {GuardrailModule.class, StacksComponent.Guardrails.class})
interface StacksComponent {

    Inbox inbox();

    /** Made anew for real work and for priming. */
    @Component.Factory
    interface Factory {
        StacksComponent create(@BindsInstance Clients clients);
    }

    /** The guardrails of this function, one binding each. */
    @Module
    interface Guardrails {
        /** To write down what came of a review: one call that hangs, and the others. */
        Duration LEFT = Clients.CALL.plusSeconds(7);

        @Provides
        @IntoSet
        static Runner<?> stackReview(Clients clients, Books books, Report report, Clock clock) {
            return new Runner<>(
                    new StackReview(() -> !clients.timeFor(LEFT)),
                    new StacksFactory().resources(clients, clock),
                    books,
                    report,
                    clock);
        }
    }
}
