package dev.meshgen.seal.sops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.spec.SchemaField;
import dev.meshgen.spec.Schemas;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SopsKeyKindsTest {
  private static final List<String> NAMES =
      SopsKeyKinds.ALL.stream().map(SopsKeyKind::name).toList();

  /** Every place that lists recipients takes all kinds, and no other. */
  @ParameterizedTest
  @CsvSource({
    "Cluster, spec.secrets.sops",
    "Mesh, spec.secrets.sops",
    "Mesh, spec.secrets.sops.root",
    "Mesh, spec.secrets.sops.discovery",
    "Mesh, spec.discovery.groups.0",
  })
  void areWhatASpecMayName(String kind, String path) {
    SchemaField place = new Schemas().fields(kind).find(List.of(path.split("\\."))).orElseThrow();
    List<String> lists =
        place.fields().values().stream()
            .map(field -> field.values().recipients())
            .filter(recipients -> !recipients.isEmpty())
            .toList();
    assertThat(lists).containsExactlyInAnyOrderElementsOf(NAMES);
    SchemaField group = place.find(List.of("keyGroups", "0")).orElseThrow();
    assertThat(group.fields().keySet()).isSubsetOf(place.fields().keySet());
    assertThat(group.fields().values())
        .extracting(field -> field.values().recipients())
        .containsExactlyInAnyOrderElementsOf(NAMES);
  }

  @Test
  void areSortedAsSopsSortsItsMetadata() {
    assertThat(NAMES).isSorted().doesNotHaveDuplicates();
  }
}
