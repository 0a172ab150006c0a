package dev.amends.restore;

import java.util.List;

/** Events held out from priming: other kinds, other values, and the ways in which things fail. */
final class Samples {
    private Samples() {}

    static List<Sample> of(Function function) {
        return switch (function) {
            case LOG_GROUPS -> LogGroupSamples.all();
            case BUCKETS -> BucketSamples.all();
            case LAMBDA_PERMISSIONS -> PermissionSamples.all();
            case STACKS -> StackSamples.all();
            case KEEPER -> KeeperSamples.all();
            case SLACK_OUT -> CardSamples.all();
            case SLACK_IN -> PressSamples.all();
        };
    }

    /** The one whose time is measured, cold and warm. */
    static Sample timed(Function function) {
        return switch (function) {
            case LOG_GROUPS -> LogGroupSamples.warm();
            case BUCKETS -> BucketSamples.warm();
            case LAMBDA_PERMISSIONS -> PermissionSamples.warm();
            case STACKS -> StackSamples.warm();
            case KEEPER -> KeeperSamples.warm();
            case SLACK_OUT -> CardSamples.warm();
            case SLACK_IN -> PressSamples.warm();
        };
    }
}
