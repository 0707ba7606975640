/**
 * Locks and readable certificates in, what is said of the authorities of a mesh out: when each
 * ends, and what comes next. Needs no key. Another form of the list is a class beside {@code
 * TrustCalendar}.
 */
package dev.meshgen.trust;
