/** What a change does to a mesh that runs: judged by what ran before and what would run now. */
package dev.meshgen.review;
