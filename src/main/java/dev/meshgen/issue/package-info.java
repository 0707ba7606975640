/**
 * What is sealed, kept, or issued again: the only code that knows locks, certificates and sealing.
 *
 * <p>A sealed file is issued once and then copied byte for byte. {@link
 * dev.meshgen.issue.IssueSecrets} decides from public facts alone which are still right, and opens
 * a key only when one is not.
 */
package dev.meshgen.issue;
