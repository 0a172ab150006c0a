@NullMarked
package dev.amends.core.ledger;

import org.jspecify.annotations.NullMarked;
