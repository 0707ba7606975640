package dev.meshgen.seal.sops.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanza;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Our stanzas are those of another hand, and the other way round. */
class X25519StanzaTest {
  private final SecureRandom random = new SecureRandom();
  private final AgeIdentity identity = AgeIdentity.generate(random);
  private final AgeIdentity other = AgeIdentity.generate(random);
  private final FileKey fileKey = new FileKey();

  private RecipientStanza ours(AgeIdentity of) throws GeneralSecurityException {
    byte[] point = AgeRecipient.key(of.recipient().text());
    return only(X25519Stanza.writer(point, random).getRecipientStanzas(fileKey));
  }

  private RecipientStanza theirs(AgeIdentity of) throws GeneralSecurityException {
    return only(
        X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(of.recipient().text())
            .getRecipientStanzas(fileKey));
  }

  private static RecipientStanza only(Iterable<RecipientStanza> stanzas) {
    List<RecipientStanza> all = new ArrayList<>();
    stanzas.forEach(all::add);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private byte[] opened(RecipientStanza... stanzas) throws GeneralSecurityException {
    return identity.reader().getFileKey(List.of(stanzas)).getEncoded();
  }

  @Test
  void opensWhatTheLibraryWraps() throws Exception {
    assertThat(opened(theirs(identity))).isEqualTo(fileKey.getEncoded());
    assertThat(opened(theirs(other), theirs(identity))).isEqualTo(fileKey.getEncoded());
  }

  @Test
  void wrapsWhatTheLibraryOpens() throws Exception {
    String text = new String(identity.text().copy(), StandardCharsets.US_ASCII);
    assertThat(
            X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(text)
                .getFileKey(List.of(ours(identity)))
                .getEncoded())
        .isEqualTo(fileKey.getEncoded());
    assertThat(opened(ours(identity))).isEqualTo(fileKey.getEncoded());
  }

  @Test
  void opensNothingForAnother() throws Exception {
    RecipientStanza foreign = ours(other);
    assertThatThrownBy(() -> opened(foreign)).isInstanceOf(GeneralSecurityException.class);
    assertThatThrownBy(() -> opened()).isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void opensNothingMalformed() throws Exception {
    RecipientStanza good = ours(identity);
    String share = good.getArguments().get(0);
    String lowOrder = Base64.getEncoder().withoutPadding().encodeToString(new byte[32]);
    List<RecipientStanza> malformed =
        List.of(
            stanza("X25518", List.of(share), good.getBody()),
            stanza("X25519", List.of(), good.getBody()),
            stanza("X25519", List.of(share, share), good.getBody()),
            stanza("X25519", List.of(share + "="), good.getBody()),
            stanza("X25519", List.of(share.substring(1)), good.getBody()),
            stanza("X25519", List.of("!" + share.substring(1)), good.getBody()),
            stanza("X25519", List.of(lowOrder), good.getBody()),
            stanza("X25519", List.of(share), new byte[32]),
            stanza("X25519", List.of(share), new byte[31]));
    for (RecipientStanza each : malformed) {
      assertThatThrownBy(() -> opened(each)).isInstanceOf(GeneralSecurityException.class);
      assertThat(opened(each, good)).isEqualTo(fileKey.getEncoded());
    }
  }

  private static RecipientStanza stanza(String type, List<String> arguments, byte[] body) {
    return new SshStanza.Stanza(type, arguments, body);
  }

  @Test
  void opensNothingOnceClosed() throws Exception {
    RecipientStanza good = ours(identity);
    identity.close();
    assertThatThrownBy(() -> opened(good)).isInstanceOf(IllegalStateException.class);
  }
}
