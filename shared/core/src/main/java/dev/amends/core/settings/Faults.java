package dev.amends.core.settings;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** What a failed call of AWS means: another try helps, or it does not. */
public final class Faults {
    private Faults() {}

    /**
     * Whether the same call may succeed in a moment: AWS did not answer, failed itself, or asks to
     * slow down. Any other refusal, a denial above all, is not a matter of time.
     */
    public static boolean passing(SdkException e) {
        return !(e instanceof SdkServiceException refused)
                || refused.isThrottlingException()
                || refused.isClockSkewException()
                || refused.statusCode() >= 500;
    }
}
