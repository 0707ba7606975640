package dev.meshgen.authority;

import dev.meshgen.delivery.FileView;
import dev.meshgen.plan.AuthorityTraits;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.rules.Rule;
import java.util.List;
import java.util.Optional;

/**
 * Who signs the intermediates of a mesh. Each has its own package; what is asked of all of them is
 * here, so that nothing else asks which one it is.
 */
public interface Authority extends AuthorityTraits {

  /** What a reader of the tree's README calls it: the subject of a sentence. */
  String name();

  /**
   * The objects of a cluster that ask for its intermediate, in the order in which they are applied.
   *
   * @return files of the folder of its trust layer, by their names there
   */
  default List<FileView> objects(ClusterPlan cluster) {
    return List.of();
  }

  /** What signs intermediates, if it is a server that has to be asked. */
  default Optional<SigningServer> server() {
    return Optional.empty();
  }

  /** What signs intermediates has to allow for that, in its own language, if it has one. */
  default Optional<String> policy() {
    return Optional.empty();
  }

  /** What only a mesh of this authority must fulfil. */
  List<Rule> rules();

  /** What has to be there before the tree is applied, in sentences. */
  default List<String> prerequisites() {
    return List.of();
  }
}
