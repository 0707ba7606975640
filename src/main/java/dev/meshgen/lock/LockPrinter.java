package dev.meshgen.lock;

import dev.meshgen.recipient.Recipient;
import dev.meshgen.tree.Header;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;

/** Prints the one shape that locks have. */
final class LockPrinter {
  private final StringBuilder out = new StringBuilder(1024);

  LockPrinter(String path, String mesh) {
    out.append(Header.line(path, mesh)).append('\n');
    out.append("lockVersion: ").append(LockFile.VERSION).append('\n');
    string(0, "mesh", mesh);
  }

  void cluster(String name) {
    string(0, "cluster", name);
  }

  void sealed(SortedMap<String, SealedFacts> sealed) {
    if (sealed.isEmpty()) {
      out.append("sealed: {}\n");
      return;
    }
    out.append("sealed:\n");
    for (Map.Entry<String, SealedFacts> entry : sealed.entrySet()) {
      out.append("  ");
      quote(entry.getKey());
      out.append(":\n");
      facts(entry.getValue());
    }
  }

  byte[] bytes() {
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void facts(SealedFacts facts) {
    string(4, "inputs", facts.inputs());
    string(4, "sha256", facts.sha256());
    out.append(facts.recipients().isEmpty() ? "    recipients: []\n" : "    recipients:\n");
    for (Recipient recipient : facts.recipients()) {
      out.append("    - ");
      quote(recipient.toString());
      out.append('\n');
    }
    facts.certificate().ifPresent(this::certificate);
    facts.credential().ifPresent(this::credential);
  }

  private void certificate(LockedCertificate facts) {
    out.append("    certificate:\n");
    out.append("      generation: ").append(facts.generation()).append('\n');
    string(6, "serial", facts.serial());
    string(6, "sha256", facts.sha256());
    string(6, "publicKey", facts.publicKey());
    string(6, "issuer", facts.issuer());
    instant("notBefore", facts.notBefore());
    instant("notAfter", facts.notAfter());
  }

  private void credential(CredentialFacts facts) {
    out.append("    credential:\n");
    string(6, "server", facts.server());
    facts.subject().ifPresent(subject -> string(6, "subject", subject));
    facts.expires().ifPresent(expires -> instant("expires", expires));
    facts.caSha256().ifPresent(digest -> string(6, "caSha256", digest));
    facts.accountUid().ifPresent(uid -> string(6, "accountUid", uid));
    facts.tokenSha256().ifPresent(digest -> string(6, "tokenSha256", digest));
  }

  private void instant(String key, Instant value) {
    string(6, key, value.toString());
  }

  private void string(int indent, String key, String value) {
    for (int i = 0; i < indent; i++) {
      out.append(' ');
    }
    out.append(key).append(": ");
    quote(value);
    out.append('\n');
  }

  /** Always quoted: a serial such as 12e3 must stay text for every YAML reader. */
  private void quote(String value) {
    out.append('"');
    for (int i = 0; i < value.length(); ) {
      int c = value.codePointAt(i);
      i += Character.charCount(c);
      if (c == '"' || c == '\\') {
        out.append('\\').append((char) c);
      } else if (c >= 0x20 && c < 0x7f) {
        out.append((char) c);
      } else {
        out.append(String.format(c > 0xffff ? "\\U%08X" : "\\u%04X", c));
      }
    }
    out.append('"');
  }
}
