/** What came of a rehearsal, for people and for programs. */
@NullMarked
package dev.amends.rehearse.report;

import org.jspecify.annotations.NullMarked;
