/** What people read about a tree: its README, with the firewall table and the graph. */
package dev.meshgen.report;
