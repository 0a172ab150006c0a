/** What Amends costs, worked out from its template, measured counts and dated prices. */
@NullMarked
package dev.amends.tests.cost;

import org.jspecify.annotations.NullMarked;
