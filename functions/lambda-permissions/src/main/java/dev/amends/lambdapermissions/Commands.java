package dev.amends.lambdapermissions;

/** What a person could type or paste to the same effect. */
record Commands(FunctionName function) {

    String add(Permission permission) {
        return "aws lambda add-permission%s --statement-id %s --action %s --principal %s%s%s"
                .formatted(
                        target(),
                        quote(permission.sid()),
                        quote(permission.action()),
                        quote(permission.service()),
                        permission.sourceArn() == null
                                ? ""
                                : " --source-arn " + quote(permission.sourceArn()),
                        permission.sourceAccount() == null
                                ? ""
                                : " --source-account " + quote(permission.sourceAccount()));
    }

    String remove(String sid) {
        return "aws lambda remove-permission%s --statement-id %s".formatted(target(), quote(sid));
    }

    String target() {
        String name = " --function-name " + quote(function.name());
        return function.qualifier() == null
                ? name
                : name + " --qualifier " + quote(function.qualifier());
    }

    static String cloudFormation(Permission permission) {
        return permission.sourceArn() == null || permission.sourceAccount() != null
                ? "SourceAccount: " + permission.sourceAccount()
                : "SourceArn: " + permission.sourceArn();
    }

    static String terraform(Permission permission) {
        return permission.sourceArn() == null || permission.sourceAccount() != null
                ? "source_account = \"%s\"".formatted(permission.sourceAccount())
                : "source_arn = \"%s\"".formatted(permission.sourceArn());
    }

    /** For a shell: policy text may hold anything. */
    private static String quote(String value) {
        return "'" + value.replace("'", "'\"'\"'") + "'";
    }
}
