package dev.amends.policy;

/** Says who can do what. */
final class Sentences {
    private final Setting setting;

    Sentences(Setting setting) {
        this.setting = setting;
    }

    String unknown(Doing doing) {
        return "It cannot be told who can " + doing.phrase() + ".";
    }

    String of(Judge.Found found, Doing doing) {
        String can = " can " + doing.phrase();
        return switch (found.who()) {
            case FINE -> fine(found, doing);
            case ORGANISATION ->
                    found.principal() instanceof Principal.Account account
                                    && !account.id().equals(setting.account())
                            ? "Account "
                                    + account.id()
                                    + can
                                    + " while it belongs to "
                                    + organisations(found)
                                    + "."
                            : "Any account of " + organisations(found) + can + by(found) + ".";
            case UNKNOWN -> unknown(found, doing);
            case OTHER_ACCOUNT ->
                    found.cap().how() == Cap.How.ORGANISATION
                            ? "Any account of " + organisations(found) + can + by(found) + "."
                            : accounts(found) + can + by(found) + ".";
            case SERVICE_WITHOUT_SOURCE ->
                    found.cap().how() == Cap.How.RESOURCE
                            ? "Whoever comes to own " + Text.list(found.cap().names()) + can + "."
                            : service(found.principal()) + can + ".";
            case FUNCTION_URL_PUBLIC ->
                    "Anyone on the internet can call the URL of "
                            + Text.quote(setting.name())
                            + ".";
            case PUBLIC -> everyone(found, doing) + can + ".";
        };
    }

    private String fine(Judge.Found found, Doing doing) {
        String can = " can " + doing.phrase();
        String account = "account " + setting.account();
        return switch (found.cap().how()) {
            case NETWORK -> "Only fixed networks" + can + ".";
            case TOKEN -> "Only the Alexa skill that sends its token" + can + ".";
            case LOGS -> "Only load balancers of " + account + can + ".";
            case ACCOUNT -> "Only " + account + " itself" + can + ".";
            case ACCOUNT_BY_ACCESS_POINT ->
                    "Only those whom access points of " + account + " let in" + can + ".";
            case ACCOUNT_BY_SERVICE, ACCOUNT_BY_NETWORK ->
                    "Only " + account + can + by(found) + ".";
            case NOBODY, ANY, ORGANISATION, RESOURCE, SIGNED ->
                    "Nobody" + can + " through this statement.";
        };
    }

    private String unknown(Judge.Found found, Doing doing) {
        if (found.principal() instanceof Principal.Unclear unclear) {
            String called = unclear.called();
            return called.isEmpty()
                    ? unknown(doing)
                    : Character.toUpperCase(called.charAt(0))
                            + called.substring(1)
                            + " can "
                            + doing.phrase()
                            + ".";
        }
        String open = of(found.as(found.atMost()), doing);
        return "It cannot be told whether "
                + Character.toLowerCase(open.charAt(0))
                + open.substring(1);
    }

    private static String organisations(Judge.Found found) {
        int count = found.cap().names().size();
        return (count == 1 ? "organisation " : "organisations ") + Text.list(found.cap().names());
    }

    private static String accounts(Judge.Found found) {
        int count = found.cap().names().size();
        String accounts = (count == 1 ? "ccount " : "ccounts ") + Text.list(found.cap().names());
        return switch (found.cap().how()) {
            case LOGS -> "Load balancers of a" + accounts;
            case ACCOUNT_BY_ACCESS_POINT -> "Those whom access points of a" + accounts + " let in";
            default -> "A" + accounts;
        };
    }

    private static String by(Judge.Found found) {
        if (found.cap().how() == Cap.How.LOGS) {
            return ""; // which load balancers are whose is said already
        }
        if (found.cap().how() == Cap.How.ACCOUNT_BY_NETWORK) {
            return " through its VPC endpoints";
        }
        if (found.principal() instanceof Principal.Service service) {
            String caller = Services.caller(service.name());
            return " through " + (caller.isEmpty() ? name(service) : "its " + caller);
        }
        return found.cap().how() == Cap.How.ACCOUNT_BY_SERVICE ? " through AWS services" : "";
    }

    private static String service(Principal principal) {
        if (principal instanceof Principal.Account) {
            return "Any load balancer in any AWS account"; // the one account that is spoken of so
        }
        if (!(principal instanceof Principal.Service service) || service.name().equals("*")) {
            return "Any AWS service acting for any AWS account";
        }
        if (Services.alexa(service.name())) {
            return "Any Alexa skill";
        }
        String caller = Services.caller(service.name());
        return caller.isEmpty()
                ? name(service) + " acting for any AWS account"
                : "Any " + caller + " in any AWS account";
    }

    private static String name(Principal.Service service) {
        return Text.quote(service.name());
    }

    /**
     * Lambda asks for a signature, except by URL, so there everyone is everyone with an account.
     */
    private String everyone(Judge.Found found, Doing doing) {
        if (found.principal() instanceof Principal.Everyone everyone
                && !everyone.provider().isEmpty()) {
            return "Anyone who signs in at " + everyone.provider();
        }
        boolean account =
                found.cap().how() == Cap.How.SIGNED
                        || (setting.kind() == Kind.LAMBDA_FUNCTION && !doing.url());
        return account ? "Anyone with an AWS account" : "Anyone on the internet";
    }
}
