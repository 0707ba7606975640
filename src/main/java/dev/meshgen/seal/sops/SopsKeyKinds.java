package dev.meshgen.seal.sops;

import dev.meshgen.model.Mesh;
import dev.meshgen.recipient.RecipientKinds;
import dev.meshgen.seal.sops.age.AgeKeyKind;
import dev.meshgen.seal.sops.azurekv.AzureKeyVaultKind;
import dev.meshgen.seal.sops.gcpkms.GcpKmsKind;
import dev.meshgen.seal.sops.hckms.HuaweiKmsKind;
import dev.meshgen.seal.sops.hcvault.VaultTransitKind;
import dev.meshgen.seal.sops.kms.AwsKmsKind;
import dev.meshgen.seal.sops.pgp.PgpKeyKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The kinds of keys that meshgen seals for. */
public final class SopsKeyKinds {
  /** By name, as sops sorts its metadata; of several that open a file, the first is asked first. */
  static final List<SopsKeyKind> ALL =
      List.of(
          new AgeKeyKind(),
          new AzureKeyVaultKind(),
          new GcpKmsKind(),
          new VaultTransitKind(),
          new HuaweiKmsKind(),
          new AwsKmsKind(),
          new PgpKeyKind());

  private SopsKeyKinds() {}

  /** What the rules may ask of them. */
  public static RecipientKinds recipients() {
    return new RecipientKinds(ALL);
  }

  /** The one that a first spec names: it makes keys without any service. */
  public static LocalKeyKind ofNewSpecs() {
    return (LocalKeyKind) ALL.get(0);
  }

  /** Those of which a first spec may name an existing key. */
  public static List<SopsKeyKind> ofExistingKeys() {
    return ALL.stream().filter(kind -> kind.first().isPresent()).toList();
  }

  /** What whoever seals for the keys of a spec may do; empty if no service has policies. */
  public static Optional<String> policy(Mesh mesh) {
    return joined(kind -> kind.policy(mesh));
  }

  /** The same with the keys themselves, for Terraform and OpenTofu. */
  public static Optional<String> terraform(Mesh mesh) {
    return joined(kind -> kind.terraform(mesh));
  }

  private static Optional<String> joined(Function<SopsKeyKind, Optional<String>> text) {
    List<String> texts = ALL.stream().flatMap(kind -> text.apply(kind).stream()).toList();
    return texts.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", texts));
  }

  /** The kind of that name, which is one of them. */
  public static SopsKeyKind named(String name) {
    for (SopsKeyKind kind : ALL) {
      if (kind.name().equals(name)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no kind of keys is called " + name);
  }

  /** Something of each, for a sentence: {@code age or pgp}. */
  static String anyOf(Iterable<SopsKeyKind> kinds, Function<SopsKeyKind, String> words) {
    List<String> each = new ArrayList<>();
    kinds.forEach(kind -> each.add(words.apply(kind)));
    return String.join(" or ", each);
  }
}
