/**
 * How fast meshgen is, measured as people run it. Not part of what ships: every build compiles it
 * with the tests, only its profile runs it.
 *
 * <pre>
 *   mvn -B -Pbench verify                          builds, then prints both tables
 *   mvn -B -Pbench verify -Dbench.runs=3           fewer rounds; 9 by default
 *   mvn -B -Pbench verify -Dbench.jdks=/a:/b       these JDKs; by default the one that builds, and the newest there is
 *   mvn -B -Pbench verify -Dbench.growth=10,100    sizes of the second table; 10,100,1000,3000 by default
 *   mvn -B -Pbench verify -Dbench.publish=true     instead, what publishing to Vault takes, by the time of an answer
 *   mvn -B -Pbench verify -Dbench.starts=true      also shows what each means of a quick start is worth
 *   mvn -B -Pbench verify -Dbench.stages=true      also times the inner stages one by one, with JMH
 * </pre>
 *
 * {@link dev.meshgen.bench.ProcessBench} times whole processes: the JVM's start and the launcher
 * are most of what a small mesh costs. {@link dev.meshgen.bench.StartBench} times starts without
 * one {@link dev.meshgen.bench.Trick} each. {@link dev.meshgen.bench.StageBench} times stages
 * inside a JVM that has warmed up. {@link dev.meshgen.bench.SpecGenerator} writes the specs of all.
 */
package dev.meshgen.bench;
