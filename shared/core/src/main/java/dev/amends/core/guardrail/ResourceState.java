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
     * Before- and after-images are made of these.
     */
    Map<String, @Nullable String> fields();

    /**
     * Those of the fields that make the violation what it is; the fingerprint is made of them. A
     * remedy of several steps leaves these as they are until its last, so that one that was
     * interrupted is known again for the same.
     */
    default Map<String, @Nullable String> marks() {
        return fields();
    }

    /**
     * Whether a change from the one image to the other was begun and not ended. Only a remedy of
     * several steps can be found so, after its worker died.
     */
    default boolean between(
            Map<String, @Nullable String> before, Map<String, @Nullable String> after) {
        return false;
    }

    /**
     * What overrules the fields, so that writing them would change nothing, as a sentence. AWS
     * accepts such a write all the same.
     */
    default Optional<String> overruled() {
        return Optional.empty();
    }

    /** Its tags, where they were read; they say who owns it, not how grave its state is. */
    default Map<String, String> tags() {
        return Map.of();
    }

    /** The CloudFormation stack that made it, where its tags tell. */
    Optional<String> stack();
}
