@NullMarked
package dev.amends.lambdapermissions;

import org.jspecify.annotations.NullMarked;
