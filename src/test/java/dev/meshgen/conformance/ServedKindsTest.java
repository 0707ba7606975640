package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.istio.IstioMinor;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.model.Cluster;
import dev.meshgen.testing.Manifest;
import dev.meshgen.testing.Rendering;
import dev.meshgen.testing.Renderings;
import dev.meshgen.testing.Variant;
import java.util.List;

/** A cluster gets Istio's kinds in versions that its minor serves. */
class ServedKindsTest {

  @EveryVariant
  void isServedByTheMinorOfTheCluster(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : rendering.clusters()) {
      IstioMinor minor =
          IstioVersion.parse(cluster.istio().version())
              .flatMap(IstioCatalog.builtIn()::find)
              .orElseThrow();
      for (Manifest object : rendering.manifests()) {
        if (object.file().startsWith("clusters/" + cluster.name() + "/")) {
          assertServed(object, minor);
        }
      }
    }
  }

  private static void assertServed(Manifest object, IstioMinor minor) {
    if (object.group().endsWith(".istio.io")) {
      List<String> served = minor.details().kinds().get(object.kind() + "." + object.group());
      assertThat(served)
          .as("%s in Istio %s", object, minor.line())
          .isNotNull()
          .contains(object.apiVersion().substring(object.group().length() + 1));
    } else if (object.kind().equals("TLSRoute")) {
      assertThat(minor.gatewayApi().tlsRoutes()).as("%s", object).isPresent();
    }
  }
}
