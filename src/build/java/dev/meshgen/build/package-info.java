/**
 * What the build does to the finished jar: {@link dev.meshgen.build.LinkJar} links lambdas and
 * joined strings, which JDK 17 would link again at every start.
 */
package dev.meshgen.build;
