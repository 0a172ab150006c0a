package dev.amends.template.lifecycle;

import java.util.List;

/**
 * A rule of a bucket's lifecycle configuration, as far as it is judged.
 *
 * @param enabled whether it is in force
 * @param prefix the keys it is about begin with it; empty for all
 * @param above it is only about objects of more bytes than that; -1 when it says nothing of size
 * @param transitions the storage classes it moves objects into, in S3's words such as {@code
 *     DEEP_ARCHIVE}
 * @param expires whether it deletes present objects after some time
 * @param expiresNoncurrent whether it deletes or moves noncurrent versions
 */
public record LifecycleRule(
        boolean enabled,
        String prefix,
        long above,
        List<String> transitions,
        boolean expires,
        boolean expiresNoncurrent) {}
