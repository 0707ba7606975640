package dev.meshgen.rules.trust;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.recipient.Recipient;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The lists of recipients of a mesh, each once however many clusters inherit it. */
record WrittenRecipients(List<Located<Recipient>> root, Set<List<Located<Recipient>>> others) {

  static WrittenRecipients of(Mesh mesh) {
    Set<List<Located<Recipient>>> others = new LinkedHashSet<>();
    others.add(mesh.recipients().clusters());
    others.add(mesh.recipients().discovery());
    others.add(mesh.recipients().bundle());
    mesh.discovery().groups().forEach(group -> others.add(group.recipients()));
    for (Cluster cluster : mesh.clusters()) {
      others.add(cluster.recipients());
    }
    return new WrittenRecipients(mesh.recipients().root(), others);
  }

  List<List<Located<Recipient>>> all() {
    List<List<Located<Recipient>>> all = new ArrayList<>(others);
    all.add(root);
    return all;
  }
}
