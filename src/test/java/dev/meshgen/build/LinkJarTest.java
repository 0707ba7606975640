package dev.meshgen.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A linked jar does what the jar did, and links next to nothing when it runs. */
final class LinkJarTest {
  private static final long TIME = 1_000_000_000_000L;

  @TempDir private Path folder;
  private Path jar;

  @BeforeEach
  void compile() throws IOException {
    Path source = Files.createDirectories(folder.resolve("sample")).resolve("Lambdas.java");
    Files.copy(Path.of("src/test/resources/build/Lambdas.java.txt"), source);
    Path classes = Files.createDirectories(folder.resolve("classes"));
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "--release",
                "17",
                "-proc:none",
                "-nowarn",
                "-d",
                classes.toString(),
                source.toString());
    assertThat(code).isZero();
    jar = folder.resolve("sample.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        JarEntry entry = new JarEntry(classes.relativize(file).toString());
        entry.setTime(TIME);
        out.putNextEntry(entry);
        out.write(Files.readAllBytes(file));
      }
    }
  }

  @Test
  void doesWhatItDid() throws Exception {
    String before = run();

    LinkJar.main(new String[] {jar.toString()});

    assertThat(run()).isEqualTo(before).contains("bound", "child", "serializabletrue", "checked");
  }

  @Test
  void onlyWhatHasToBeIsLinkedAtRunTime() throws IOException {
    assertThat(bootstraps()).contains("metafactory", "makeConcatWithConstants");

    LinkJar.main(new String[] {jar.toString()});

    // A serializable lambda, and the methods of a record.
    assertThat(bootstraps()).containsExactlyInAnyOrder("altMetafactory", "bootstrap");
  }

  @Test
  void theSameJarGivesTheSameBytes() throws IOException {
    Path copy = Files.copy(jar, folder.resolve("copy.jar"));

    LinkJar.main(new String[] {jar.toString()});
    LinkJar.main(new String[] {copy.toString()});

    assertThat(copy).hasSameBinaryContentAs(jar);
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      assertThat(zip.stream()).allMatch(entry -> entry.getTime() == TIME);
    }
  }

  @Test
  void whatIsLinkedStaysAsItIs() throws IOException {
    LinkJar.main(new String[] {jar.toString()});
    Path copy = Files.copy(jar, folder.resolve("copy.jar"));

    LinkJar.main(new String[] {copy.toString()});

    assertThat(copy).hasSameBinaryContentAs(jar);
  }

  @SuppressWarnings("unchecked")
  private String run() throws Exception {
    URL[] path = {jar.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
      Class<?> type = loader.loadClass("sample.Lambdas");
      return ((Callable<String>) type.getConstructor().newInstance()).call();
    }
  }

  private Set<String> bootstraps() throws IOException {
    Set<String> found = new HashSet<>();
    List<byte[]> classes = new ArrayList<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (var entry : zip.stream().toList()) {
        classes.add(zip.getInputStream(entry).readAllBytes());
      }
    }
    for (byte[] type : classes) {
      new ClassReader(type).accept(new Bootstraps(found), 0);
    }
    return found;
  }

  private static final class Bootstraps extends ClassVisitor {
    private final Set<String> found;

    Bootstraps(Set<String> found) {
      super(Opcodes.ASM9);
      this.found = found;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitInvokeDynamicInsn(
            String called, String type, Handle bootstrap, Object... arguments) {
          found.add(bootstrap.getName());
        }
      };
    }
  }
}
