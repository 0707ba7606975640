/** What runs meshgen where people review: the actions, templates and hooks that come with it. */
package dev.meshgen.ci;
