/** The {@code meshgen} script, run as users run it. */
package dev.meshgen.launcher;
