package dev.meshgen.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.launcher.Installation.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Starting: which JVM, which classes, what reaches the program. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

  /** The launcher takes a JDK for what its file "release" says, and so that has to be true. */
  private static final String VERSION = Runtime.version().feature() + ".0.";

  private static final String ARCHIVE = "-XX:SharedArchiveFile=";

  @TempDir Path root;

  private Installation installation;
  private Path target;

  @BeforeEach
  void install() throws Exception {
    installation = new Installation(root);
    installation.jar(installation.jar, "one");
    target = installation.jar.getParent();
  }

  @Test
  void startsThroughChainedSymbolicLinksFromAPathWithSpaces() throws Exception {
    Path folder = Files.createDirectories(root.resolve("other folder"));
    Path direct =
        Files.createSymbolicLink(folder.resolve("direct"), Path.of("../an install folder/meshgen"));
    Path chained = Files.createSymbolicLink(root.resolve("chained"), direct);

    assertThat(installation.run(chained, "")).isEqualTo(new Outcome(0, "one \n", ""));
  }

  @Test
  void passesArgumentsInputAndExitCodeThrough() throws Exception {
    assertThat(
            installation.run(
                installation.launcher(), "a spec", "read", "-f", "-", "a b", "*", "", "$x"))
        .isEqualTo(new Outcome(0, "one read|-f|-|a b|*||$x\na spec", ""));
    assertThat(installation.run("fail").code()).isEqualTo(7);
  }

  @Test
  void trainsAnArchiveInTheBackgroundAndUsesItFromThenOn() throws Exception {
    Path jdk = useJdk("jdk", VERSION + "1");

    assertThat(installation.run()).isEqualTo(new Outcome(0, "one \n", ""));
    assertThat(installation.lastStart(jdk)).doesNotContain(ARCHIVE);
    List<Path> archives = installation.awaitArchives(target, 1);

    assertThat(installation.run()).isEqualTo(new Outcome(0, "one \n", ""));
    assertThat(installation.lastStart(jdk)).contains(ARCHIVE + archives.get(0));
  }

  @Test
  void runsTheNewClassesOfAJarThatChangedWithSizeAndTimeUnchanged() throws Exception {
    Path jdk = useJdk("jdk", VERSION + "1");
    Path first = trainedRun();
    FileTime time = Files.getLastModifiedTime(installation.jar);
    long size = Files.size(installation.jar);
    installation.jar(installation.jar, "two");
    Files.setLastModifiedTime(installation.jar, time);
    assertThat(Files.size(installation.jar)).isEqualTo(size);

    assertThat(installation.run().out()).isEqualTo("two \n");
    assertThat(installation.lastStart(jdk)).doesNotContain(ARCHIVE);
    Path archive = installation.awaitArchiveAfter(first);

    assertThat(installation.run().out()).isEqualTo("two \n");
    assertThat(installation.lastStart(jdk)).contains(ARCHIVE + archive);
  }

  @Test
  void aDistributionRunsItsOwnJarWithItsOwnRuntime() throws Exception {
    Path runtime = installation.jdk("an install folder/runtime", VERSION + "1");
    installation.environment.remove("MESHGEN_JAVA");
    installation.environment.put("MESHGEN_TRAIN", "no");
    installation.jar(installation.home.resolve("lib/meshgen.jar"), "own");

    assertThat(installation.run()).isEqualTo(new Outcome(0, "own \n", ""));
    assertThat(installation.lastStart(runtime)).contains("lib/meshgen.jar");
  }

  @Test
  void saysAloneHowTheJvmIsStarted() throws Exception {
    useJdk("jdk", VERSION + "1");
    installation.environment.put("MESHGEN_TRAIN", "show");

    List<String> shown = installation.run("validate").out().lines().toList();

    assertThat(shown)
        .contains("-XX:+UseParallelGC")
        .endsWith("-cp", installation.jar.toString(), "dev.meshgen.cli.Main", "validate");
  }

  @Test
  void takesTheCollectorThatTheUserNames() throws Exception {
    useJdk("jdk", VERSION + "1");
    installation.environment.put("MESHGEN_TRAIN", "show");
    for (String variable : List.of("MESHGEN_JAVA_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS")) {
      installation.environment.put(variable, "-Xmx300m -XX:+UseSerialGC");
      assertThat(installation.run("validate").out())
          .as(variable)
          .contains("-Xmn48m")
          .doesNotContain("UseParallelGC");
      installation.environment.put(variable, "-XX:+UseStringDeduplication");
      assertThat(installation.run("validate").out()).contains("-XX:+UseParallelGC");
      installation.environment.remove(variable);
    }
  }

  @Test
  void passesOverATruncatedArchive() throws Exception {
    Path jdk = useJdk("jdk", VERSION + "1");
    Path archive = trainedRun();
    byte[] whole = Files.readAllBytes(archive);
    Files.delete(archive);
    Files.write(archive, Arrays.copyOf(whole, whole.length / 2));

    assertThat(installation.run()).isEqualTo(new Outcome(0, "one \n", ""));
    assertThat(installation.lastStart(jdk)).doesNotContain(ARCHIVE);
  }

  @Test
  void keepsAnArchiveForEachJvmAndMakesANewOneWhenTheJvmIsUpdated() throws Exception {
    useJdk("jdk", VERSION + "1");
    Path first = trainedRun();
    Path updated = useJdk("jdk", VERSION + "2");

    assertThat(installation.run().code()).isZero();
    assertThat(installation.lastStart(updated)).doesNotContain(ARCHIVE);
    assertThat(installation.awaitArchives(target, 2)).contains(first);

    assertThat(installation.run().code()).isZero();
    assertThat(installation.lastStart(updated)).contains(ARCHIVE).doesNotContain(first.toString());
  }

  /** Of a machine that has no other it is known, and is not a failure. */
  @Tag("conformance")
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("dev.meshgen.testing.Jdks#others")
  void changesBetweenTheRealJdksOfThisMachine(Path other) throws Exception {
    trainedRun();

    installation.environment.put("MESHGEN_JAVA", other.toString());
    assertThat(installation.run()).isEqualTo(new Outcome(0, "one \n", ""));
    assertThat(installation.awaitArchives(target, 2)).hasSize(2);
    assertThat(installation.run()).isEqualTo(new Outcome(0, "one \n", ""));
  }

  @Test
  void asksAJavaThatHasNoReleaseFileBesideIt() throws Exception {
    Path jdk = useJdk("wrapped", null);

    trainedRun();
    assertThat(installation.run()).isEqualTo(new Outcome(0, "one \n", ""));
    assertThat(installation.lastStart(jdk)).contains(ARCHIVE);
  }

  @Test
  void passesOverABrokenOrOldJavaHomeForTheJavaOnPath() throws Exception {
    installation.environment.remove("MESHGEN_JAVA");
    Path good = installation.jdk("good", "21");
    Files.createSymbolicLink(installation.bin.resolve("java"), good.resolve("bin/java"));

    for (String home :
        List.of(root + "/nothing", installation.jdk("old", "11.0.2").toString(), "")) {
      installation.environment.put("JAVA_HOME", home);
      assertThat(installation.run()).isEqualTo(new Outcome(0, "one \n", ""));
    }
    assertThat(installation.lastStart(good)).contains("dev.meshgen.cli.Main");
  }

  @Test
  void saysWhichJavaItFoundAndWhyThatWillNotDo() throws Exception {
    Path old = installation.jdk("old", "1.8.0_402");
    installation.environment.put("MESHGEN_JAVA", old.toString());
    assertThat(installation.run())
        .isEqualTo(
            new Outcome(
                3,
                "",
                "meshgen: MESHGEN_JAVA must name a JDK 17 or newer: "
                    + old
                    + "/bin/java is Java 1.8.0_402\n"));

    installation.environment.put("MESHGEN_JAVA", root + "/nothing");
    assertThat(installation.run())
        .isEqualTo(
            new Outcome(
                3,
                "",
                "meshgen: MESHGEN_JAVA must name a JDK 17 or newer: no java executable at "
                    + root
                    + "/nothing\n"));

    installation.environment.remove("MESHGEN_JAVA");
    installation.environment.put("JAVA_HOME", old.toString());
    assertThat(installation.run())
        .isEqualTo(
            new Outcome(
                3,
                "",
                "meshgen: Java 17 or newer is needed (JAVA_HOME: "
                    + old
                    + "/bin/java is Java 1.8.0_402; no java on PATH): install a JDK or set"
                    + " MESHGEN_JAVA\n"));
  }

  @Test
  void worksFromAReadOnlyFolderWithAndWithoutAHome() throws Exception {
    List<String> user = unprivileged();
    open(root);
    Path cache = installation.userHome.resolve(".cache/meshgen");

    assertThat(runAs(user)).isEqualTo(new Outcome(0, "one \n", ""));
    assertThat(installation.awaitArchives(cache, 1)).hasSize(1);
    assertThat(runAs(user)).isEqualTo(new Outcome(0, "one \n", ""));

    for (String home : List.of("/dev/null", "")) {
      installation.environment.put("HOME", home);
      assertThat(runAs(user)).isEqualTo(new Outcome(0, "one \n", ""));
    }
    assertThat(Installation.archives(target)).isEmpty();
  }

  /** The JVM runs what is in an archive, and checks nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"rwxrwxr-x", "rwxr-xrwx", "rwxrwxrwx"})
  void usesNoArchiveFromAFolderThatOthersMayWrite(String mode) throws Exception {
    Path jdk = useJdk("jdk", VERSION + "1");
    trainedRun();
    installation.environment.put("MESHGEN_TRAIN", "no");
    assertThat(installation.run().code()).isZero();
    assertThat(installation.lastStart(jdk)).contains(ARCHIVE);

    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(mode));

    assertThat(installation.run()).isEqualTo(new Outcome(0, "one \n", ""));
    assertThat(installation.lastStart(jdk)).doesNotContain(ARCHIVE);
  }

  @Test
  void usesNoArchiveThatOthersMayWriteOrOwnNorALinkToOne() throws Exception {
    Path jdk = useJdk("jdk", VERSION + "1");
    Path archive = trainedRun();
    installation.environment.put("MESHGEN_TRAIN", "no");

    Files.setPosixFilePermissions(archive, PosixFilePermissions.fromString("rw-rw-r--"));
    assertThat(installation.run().code()).isZero();
    assertThat(installation.lastStart(jdk)).doesNotContain(ARCHIVE);

    Files.setPosixFilePermissions(archive, PosixFilePermissions.fromString("rw-r--r--"));
    if (System.getProperty("user.name").equals("root")) {
      Files.setAttribute(archive, "unix:uid", 65534);
      assertThat(installation.run().code()).isZero();
      assertThat(installation.lastStart(jdk)).doesNotContain(ARCHIVE);
      Files.setAttribute(archive, "unix:uid", 0);
    }

    Path elsewhere = Files.move(archive, root.resolve("planted.jsa"));
    Files.createSymbolicLink(archive, elsewhere);
    assertThat(installation.run().code()).isZero();
    assertThat(installation.lastStart(jdk)).doesNotContain(ARCHIVE);
  }

  /** Where others could have planted something, the cache becomes this user's own. */
  @Test
  void keepsItsCacheToItself() throws Exception {
    Path cache = installation.userHome.resolve(".cache/meshgen");
    Files.createDirectories(cache);
    Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThat(installation.run()).isEqualTo(new Outcome(0, "one \n", ""));

    assertThat(installation.awaitArchives(cache, 1)).hasSize(1);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)))
        .isEqualTo("rwx------");
  }

  @Test
  void makesAnArchiveAnewWhereTheInstallationWasMovedTo() throws Exception {
    Path jdk = useJdk("jdk", VERSION + "1");
    Path first = trainedRun();
    Path moved = root.resolve("moved here");
    Files.move(installation.home, moved);
    Path launcher = moved.resolve("meshgen");

    assertThat(installation.run(launcher, "")).isEqualTo(new Outcome(0, "one \n", ""));
    Path old = moved.resolve("target").resolve(first.getFileName());
    if (Runtime.version().feature() < 19) {
      installation.awaitArchiveAfter(old);
    }
    // Fails where the archive is not used after all.
    installation.environment.put("MESHGEN_JAVA_OPTS", "-Xshare:on");

    assertThat(installation.run(launcher, "")).isEqualTo(new Outcome(0, "one \n", ""));
    assertThat(installation.lastStart(jdk)).contains(ARCHIVE + moved);
  }

  @Test
  void makesNoArchiveWhenToldNotTo() throws Exception {
    installation.environment.put("MESHGEN_TRAIN", "no");
    Path jdk = useJdk("jdk", VERSION + "1");

    assertThat(installation.run().code()).isZero();
    assertThat(Files.readAllLines(jdk.resolve("java.log"))).hasSize(1);
  }

  @Test
  void givesAllCompilersToASpecWithRsaKeysAndTheFirstAloneToOthers() throws Exception {
    Path jdk = useJdk("jdk", VERSION + "1");
    Path folder = Files.createDirectories(root.resolve("a spec"));
    installation.environment.put("MESHGEN_TRAIN", "no");

    Files.writeString(folder.resolve("mesh.yaml"), "root: {key: ecdsa-p384}");
    assertThat(installation.run("render", "-f", folder.toString()).code()).isZero();
    assertThat(installation.lastStart(jdk)).doesNotContain("TieredStopAtLevel=4");

    Files.writeString(folder.resolve("mesh.yaml"), "root: {key: rsa-4096}");
    assertThat(installation.run("render", "--file=" + folder).out())
        .isEqualTo("one render|--file=" + folder + "\n");
    assertThat(installation.lastStart(jdk)).contains("TieredStopAtLevel=4");
  }

  /** Only the shell can tell: the JVM knows of standard input and output alone. */
  @Tag("conformance")
  @Test
  void saysWhetherStandardErrorIsATerminal() throws Exception {
    Path script = Path.of("/usr/bin/script");
    Path jdk = useJdk("jdk", VERSION + "1");
    installation.environment.put("MESHGEN_TRAIN", "no");
    String quoted = "'" + installation.launcher() + "'";

    assertThat(installation.run().code()).isZero();
    assertThat(installation.lastStart(jdk)).doesNotContain("meshgen.terminal");
    for (String redirected : List.of(" 2>/dev/null", "", " >/dev/null </dev/null")) {
      List<String> command = List.of(script.toString(), "-qec", quoted + redirected, "/dev/null");
      assertThat(installation.start(command, "").await().code()).isZero();
      assertThat(installation.lastStart(jdk).contains("-Dmeshgen.terminal=true"))
          .as(redirected)
          .isEqualTo(!redirected.contains("2>"));
    }
  }

  private Path useJdk(String name, String version) throws Exception {
    Path jdk = installation.jdk(name, version);
    installation.environment.put("MESHGEN_JAVA", jdk.toString());
    return jdk;
  }

  private Path trainedRun() throws Exception {
    assertThat(installation.run().code()).isZero();
    List<Path> archives = installation.awaitArchives(target, 1);
    assertThat(archives).hasSize(1);
    return archives.get(0);
  }

  private Outcome runAs(List<String> user) throws Exception {
    return installation
        .start(
            Stream.concat(user.stream(), Stream.of(installation.launcher().toString())).toList(),
            "")
        .await();
  }

  /**
   * The superuser may write anywhere, so a user without rights runs the launcher; others take the
   * right to write from themselves.
   */
  private List<String> unprivileged() throws Exception {
    if (!System.getProperty("user.name").equals("root")) {
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("r-xr-xr-x"));
      return List.of();
    }
    Path setpriv = Path.of("/usr/bin/setpriv");
    return Files.isExecutable(setpriv)
        ? List.of(setpriv.toString(), "--reuid=65534", "--regid=65534", "--clear-groups")
        : List.of("/bin/su", "-p", "-s", "/bin/sh", "daemon", "-c", "exec \"$0\"");
  }

  private void open(Path folder) throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(
        installation.userHome, PosixFilePermissions.fromString("rwxrwxrwx"));
  }
}
