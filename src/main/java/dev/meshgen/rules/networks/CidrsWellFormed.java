package dev.meshgen.rules.networks;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.net.Cidr;
import dev.meshgen.net.IpAddress;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every CIDR is valid and has no host bits set. */
final class CidrsWellFormed implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Set<Located<String>> seen = new HashSet<>();
    for (Cluster cluster : mesh.clusters()) {
      check(cluster.addressing().podCidrs(), seen, report);
      check(cluster.addressing().serviceCidrs(), seen, report);
      check(cluster.eastWest().sourceRanges(), seen, report);
    }
  }

  private static void check(
      List<Located<String>> ranges, Set<Located<String>> seen, Report report) {
    for (Located<String> range : ranges) {
      if (!seen.add(range)) {
        continue;
      }
      Optional<Cidr> cidr = Cidr.parse(range.value());
      if (cidr.isEmpty()) {
        report.add(malformed(range));
      } else if (!cidr.get().exact()) {
        report.add(
            Diagnostic.of(
                    Code.CIDR_HOST_BITS,
                    range.at(),
                    "range \"" + range.value() + "\" has host bits set")
                .expecting("the first address of the range")
                .hinting("write \"" + cidr.get().canonical() + "\""));
      }
    }
  }

  private static Diagnostic malformed(Located<String> range) {
    Diagnostic found =
        Diagnostic.of(Code.BAD_CIDR, range.at(), "invalid CIDR \"" + range.value() + "\"")
            .expecting("CIDR notation, such as 10.0.0.0/16 or fd00::/64");
    Optional<IpAddress> address = IpAddress.parse(range.value());
    if (address.isEmpty()) {
      return found;
    }
    int bits = address.get().family() == 4 ? 32 : 128;
    return found.hinting("write \"" + range.value() + "/" + bits + "\" for this one address");
  }
}
