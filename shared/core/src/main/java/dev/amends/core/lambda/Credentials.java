package dev.amends.core.lambda;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;

/**
 * Where credentials come from in a function with SnapStart: an address in the environment, asked
 * after the restore. The SDK would come to it as well, after it has looked in five other places and
 * loaded a class for each.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-activate.html">Lambda,
 *     SnapStart</a>
 */
final class Credentials {
    private static final String ADDRESS = "AWS_CONTAINER_CREDENTIALS_FULL_URI";

    /** The SDK's name for it as a system property, which goes before the environment. */
    private static final String PROPERTY = "aws.containerCredentialsFullUri";

    private Credentials() {}

    static boolean fromSnapStart() {
        return System.getenv(ADDRESS) != null;
    }

    static AwsCredentialsProvider ofSnapStart() {
        // Nothing is asked before the first call.
        return ContainerCredentialsProvider.create();
    }

    /** While something runs, whoever asks for credentials asks there. */
    static void from(String address, Runnable what) {
        System.setProperty(PROPERTY, address);
        try {
            what.run();
        } finally {
            System.clearProperty(PROPERTY);
        }
    }
}
