package dev.meshgen.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That what is judged elsewhere is what was meant to be judged. */
@ExtendWith(Renderings.class)
class RenderingsTest {
  static List<Variant> all() {
    return Variants.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void filesTheTokensOfTheDiscoverableClusters(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    assertThat(
            rendering.sealed().stream()
                .filter(path -> path.startsWith("discovery/"))
                .map(path -> path.substring(path.lastIndexOf('/') + 1)))
        .containsExactlyInAnyOrderElementsOf(
            rendering.variant().discoverable().stream().map(name -> name + ".sops.yaml").toList());
  }
}
