/** What a comparison of two trees finds, says and leaves out. */
package dev.meshgen.diff;
