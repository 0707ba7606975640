/** Tests of what the build does to the finished jar. */
package dev.meshgen.build;
