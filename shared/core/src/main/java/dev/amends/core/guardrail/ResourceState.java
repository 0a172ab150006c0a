package dev.amends.core.guardrail;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The state of a resource as it was read. */
public interface ResourceState {

    /**
     * What tells this resource from an earlier or later one of the same name, such as its creation
     * time. A re-created resource inherits nothing.
     */
    String incarnation();

    /**
     * The fields that verdict and remedies depend on, as canonical text; null means "not set".
     * Before- and after-images, and the fingerprint, are made of these.
     */
    Map<String, @Nullable String> fields();

    /** Its tags, where they were read; they say who owns it, not how grave its state is. */
    default Map<String, String> tags() {
        return Map.of();
    }

    /** The CloudFormation stack that made it, where its tags tell. */
    Optional<String> stack();
}
