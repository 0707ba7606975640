/**
 * What a platform requires or does not admit: one class per rule, listed in {@link
 * dev.meshgen.rules.platforms.PlatformRules}.
 */
package dev.meshgen.rules.platforms;
