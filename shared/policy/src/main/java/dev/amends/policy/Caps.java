package dev.amends.policy;

import dev.amends.policy.Cap.How;

/**
 * How far what a condition says limits one principal. Sources of calls: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html">IAM user guide, the
 * confused deputy problem</a>.
 */
final class Caps {
    private final Setting setting;

    Caps(Setting setting) {
        this.setting = setting;
    }

    Cap of(Principal principal, Scope scope, Doing doing) {
        return switch (scope) {
            case Scope.Open open -> Cap.open(open.because(), open.meant());
            case Scope.Unsure unsure -> Cap.unsure(unsure.construct(), unsure.because());
            default ->
                    switch (principal) {
                        case Principal.Everyone everyone -> everyone(scope, doing);
                        case Principal.Account account -> account(account, scope);
                        case Principal.Service service -> service(service, scope);
                        case Principal.Deleted deleted -> Cap.NONE;
                        case Principal.Unclear unclear -> Cap.NONE;
                    };
        };
    }

    private Cap everyone(Scope scope, Doing doing) {
        return switch (scope) {
            case Scope.Account account ->
                    switch (account.part()) {
                        case CALLER -> owner(account.id(), How.ACCOUNT);
                        case SOURCE -> owner(account.id(), How.ACCOUNT_BY_SERVICE);
                        case NETWORK -> owner(account.id(), How.ACCOUNT_BY_NETWORK);
                        case ACCESS_POINT -> owner(account.id(), How.ACCOUNT_BY_ACCESS_POINT);
                    };
            case Scope.Organisation organisation -> organisation(organisation.id());
            case Scope.Network network -> Cap.at(Who.FINE, How.NETWORK);
            case Scope.Resource resource -> resource(resource);
            case Scope.Services services -> Cap.at(Who.SERVICE_WITHOUT_SOURCE, How.ANY);
            case Scope.Token token ->
                    Cap.unsure(
                            Construct.EVENT_SOURCE_TOKEN,
                            "lambda:EventSourceToken is only known to be sent by Alexa skills.");
            case Scope.UrlWithoutAuth url ->
                    doing.onlyThroughUrl(url.twin())
                            ? Cap.at(Who.FUNCTION_URL_PUBLIC, How.ANY)
                            : Cap.NONE;
            case Scope.Signed signed -> Cap.at(Who.PUBLIC, How.SIGNED);
            case Scope.Open open -> Cap.NONE;
            case Scope.Unsure unsure -> Cap.NONE;
        };
    }

    /** Another account is let in by name: only who it is and where it belongs changes that. */
    private Cap account(Principal.Account principal, Scope scope) {
        return switch (scope) {
            case Scope.Account account
                    when account.part() == Scope.Part.CALLER
                            && !account.id().equals(principal.id()) ->
                    Cap.at(Who.FINE, How.NOBODY);
            case Scope.Organisation organisation when organisation.part() == Scope.Part.CALLER ->
                    organisation(organisation.id());
            default -> Cap.NONE;
        };
    }

    private Cap service(Principal.Service principal, Scope scope) {
        return switch (scope) {
            case Scope.Account account when account.part() == Scope.Part.SOURCE ->
                    owner(account.id(), How.ACCOUNT_BY_SERVICE);
            case Scope.Organisation organisation when organisation.part() == Scope.Part.SOURCE ->
                    organisation(organisation.id());
            case Scope.Resource resource -> resource(resource);
            case Scope.Services services -> Cap.NONE;
            case Scope.Signed signed -> Cap.NONE;
            case Scope.Token token when Services.alexa(principal.name()) ->
                    Cap.at(Who.FINE, How.TOKEN);
            case Scope.Token token ->
                    Cap.unsure(
                            Construct.EVENT_SOURCE_TOKEN,
                            "lambda:EventSourceToken is only known to be sent by Alexa skills.");
            default ->
                    Cap.unsure(
                            Construct.KEY_OF_A_SERVICE,
                            "AWS does not say that services send the key of that condition.");
        };
    }

    private Cap owner(String id, How how) {
        return Cap.at(id.equals(setting.account()) ? Who.FINE : Who.OTHER_ACCOUNT, how, id);
    }

    private Cap organisation(String id) {
        boolean own = setting.organisation() == null || setting.organisation().equals(id);
        return Cap.at(own ? Who.ORGANISATION : Who.OTHER_ACCOUNT, How.ORGANISATION, id);
    }

    private static Cap resource(Scope.Resource resource) {
        String arn = Text.quote(resource.arn());
        return Cap.at(Who.SERVICE_WITHOUT_SOURCE, How.RESOURCE, arn)
                .because(arn + " names no account; it needs aws:SourceAccount beside it.");
    }
}
