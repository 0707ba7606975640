/** What holds of the code as a whole. */
package dev.meshgen.house;
