package dev.meshgen.authority.external;

import dev.meshgen.authority.Authority;
import dev.meshgen.authority.AuthorityType;
import dev.meshgen.authority.SigningFiles;
import dev.meshgen.model.Mesh;
import dev.meshgen.plan.KeyHolder;
import dev.meshgen.rules.Rule;
import dev.meshgen.spec.TypedFields;
import java.util.List;
import java.util.Optional;

/** Whoever fills the Secret that istiod signs with, or signs for the workloads itself. */
public final class ExternalType implements AuthorityType {

  @Override
  public String id() {
    return "external";
  }

  @Override
  public Authority of(Mesh mesh) {
    TypedFields settings = new TypedFields(mesh.trust().authority().settings().root());
    return new External(
        mesh.istioNamespace(),
        settings.text("layout").orElseThrow().equals("tls"),
        settings.text("caAddress"),
        settings.text("signer"));
  }

  /**
   * What the spec says.
   *
   * @param tls whether {@code cacerts} has the layout of a TLS Secret
   */
  private record External(
      String namespace, boolean tls, Optional<String> caAddress, Optional<String> signer)
      implements Authority {
    @Override
    public String name() {
      return caAddress
          .map(address -> "the authority at " + address)
          .or(() -> signer.map(name -> "the signer " + name))
          .orElse("an external authority");
    }

    @Override
    public KeyHolder signs() {
      return KeyHolder.CLUSTER;
    }

    @Override
    public RequiredSecret required() {
      return signsWorkloads() ? SigningFiles.SERVING : tls ? SigningFiles.TLS : SigningFiles.PEM;
    }

    @Override
    public List<Rule> rules() {
      return signsWorkloads()
          ? List.of(new NoExternalIstiod(), new OneSigner(), new LayoutUnread())
          : List.of();
    }

    @Override
    public List<String> prerequisites() {
      RequiredSecret secret = required();
      return List.of(
          "In every cluster that runs an istiod the Secret `"
              + secret.name()
              + "` in `"
              + namespace
              + "`, with "
              + String.join(
                  ", ", secret.entries().stream().map(entry -> "`" + entry + "`").toList())
              + ". istiod does not start without it.",
          "The certificates of all clusters chain to one root; otherwise, requests between clusters"
              + " fail.");
    }
  }
}
