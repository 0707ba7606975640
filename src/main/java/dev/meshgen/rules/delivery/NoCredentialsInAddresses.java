package dev.meshgen.rules.delivery;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.net.UserInfo;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.Optional;

/** Addresses are committed in the clear. A password in one is refused and never quoted. */
final class NoCredentialsInAddresses implements Rule {

  @Override
  public boolean asksOthers() {
    return true;
  }

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      if (AddressCredentials.areIn(cluster.istio().charts().location())) {
        Span at = cluster.origins().at("istio", "charts");
        report.addInsteadOf(
            Code.SECRET_IN_CLEAR,
            AddressCredentials.refused("charts", at)
                .hinting(
                    "put the credentials into a Secret for the engine, and name it in"
                        + " istio.chartsSecret"));
      }
      Optional<String> apiServer = cluster.kubernetes().apiServer();
      if (apiServer.isPresent() && UserInfo.of(apiServer.get()).isPresent()) {
        Span at = cluster.origins().at("kubernetes", "apiServer");
        report.addInsteadOf(
            Code.SECRET_IN_CLEAR,
            AddressCredentials.refused("apiServer", at)
                .hinting("run `meshgen credential add` to seal a token"));
      }
      Optional<String> proxy = cluster.kubernetes().server().proxyUrl();
      if (proxy.isPresent() && UserInfo.of(proxy.get()).isPresent()) {
        Span at = cluster.origins().at("kubernetes", "proxyURL");
        report.addInsteadOf(
            Code.SECRET_IN_CLEAR,
            AddressCredentials.refused("proxyURL", at)
                .hinting("hand them over in the `proxy-url` of a kubeconfig, which is sealed"));
      }
    }
  }
}
