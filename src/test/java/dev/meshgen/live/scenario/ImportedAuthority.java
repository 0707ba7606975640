package dev.meshgen.live.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.live.App;
import dev.meshgen.live.CompanyAuthority;
import dev.meshgen.live.Intruder;
import dev.meshgen.live.Lab;
import dev.meshgen.live.LiveCluster;
import dev.meshgen.live.LiveMesh;
import dev.meshgen.live.MeshSpec;
import dev.meshgen.live.Scenario;
import dev.meshgen.live.SteadyTraffic;

/**
 * Below the root of a company: a cluster whose intermediate was there before, and one that gets its
 * own from the imported key; then the first is replaced.
 */
public final class ImportedAuthority implements Scenario {
  private static final MeshSpec SPEC =
      MeshSpec.newest().with("trust: {authority: {files: {}}}").apartAs("east", "west");

  @Override
  public String shows() {
    return "`cacerts` and the key of an authority below a company's root, made by openssl and "
        + "imported: both clusters form a mesh, and the imported intermediate is replaced while "
        + "requests run";
  }

  @Override
  public void run(Lab lab) {
    var clusters = lab.start("east", "west");
    LiveCluster east = clusters.get(0);
    LiveCluster west = clusters.get(1);
    CompanyAuthority company = lab.companyAuthority();
    LiveMesh mesh = lab.mesh();
    mesh.write(SPEC);
    mesh.meshgen("trust", "import", "east", "--cacerts=" + company.cacerts("east"));
    mesh.meshgen(
        "trust",
        "import",
        "--certificate=" + company.issuing(".crt"),
        "--key=" + company.issuing(".key"),
        "--chain=" + company.root());
    mesh.meshgen("render");
    mesh.sync(east, west);
    App client = App.deploy(west, "shop", "client", 1);
    App only = App.deploy(east, "shop", "only", 1);
    mesh.join(east, west);
    App.awaitAll(client, only);
    Traffic.allReach(client, only);
    String gateway = Traffic.gateway(east);
    Traffic.refuses(west, gateway, client, only);
    var imported = Intruder.intermediate(east);
    assertThat(Intruder.chain(gateway, only)).contains(imported);
    lab.log("an imported intermediate and one of the imported key trust each other");
    SteadyTraffic traffic = new SteadyTraffic(lab).add(client, only);
    mesh.meshgen("rotate", "east");
    mesh.sync(east);
    Traffic.getsNewIntermediate(only, imported);
    Traffic.allReach(client, only);
    traffic.lostNone("while the imported intermediate is replaced");
  }
}
