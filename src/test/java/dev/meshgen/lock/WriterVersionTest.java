package dev.meshgen.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WriterVersionTest {

  @Test
  void isTheMajorAndMinorOfAVersion() {
    assertThat(WriterVersion.of("1.2.3")).contains("1.2");
    assertThat(WriterVersion.of("1.2-SNAPSHOT")).contains("1.2");
    assertThat(WriterVersion.of(null)).isEmpty();
  }

  @Test
  void isInTheLockOfTheMesh() throws LockException {
    MeshLock lock = new MeshLock("retail", Optional.of("1.2"), new TreeMap<>());

    byte[] text = LockFile.print(lock);

    assertThat(new String(text, java.nio.charset.StandardCharsets.UTF_8))
        .contains("\nmeshgen: \"1.2\"\n");
    assertThat(LockFile.parseMesh("meshgen.lock", text)).isEqualTo(lock);
  }

  @Test
  void isNamedWhereItDiffers() {
    assertThat(WriterVersion.difference(Optional.of("1.2"), Optional.of("1.3")))
        .hasValueSatisfying(
            said -> assertThat(said).contains("meshgen 1.2 wrote the tree", "this is meshgen 1.3"));
    assertThat(WriterVersion.difference(Optional.of("1.2"), Optional.of("1.2"))).isEmpty();
    assertThat(WriterVersion.difference(Optional.empty(), Optional.of("1.2"))).isEmpty();
  }
}
