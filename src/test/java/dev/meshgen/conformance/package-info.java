/** What we write, read by the tools it is for. Run by the Maven profile {@code conformance}, where a missing tool is a failure. */
package dev.meshgen.conformance;
