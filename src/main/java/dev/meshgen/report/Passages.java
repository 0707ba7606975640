package dev.meshgen.report;

import dev.meshgen.delivery.EngineReadme;
import dev.meshgen.delivery.Passage;
import dev.meshgen.render.Templates;
import dev.meshgen.render.VerbatimText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Renders the passages that engines write. */
final class Passages {
  private Passages() {}

  /** The passages of one kind, in the order of the engines; ends of lines are the page's. */
  static List<VerbatimText> written(
      List<EngineReadme> engines, Function<EngineReadme, Optional<Passage>> kind) {
    List<VerbatimText> written = new ArrayList<>();
    for (EngineReadme engine : engines) {
      kind.apply(engine).ifPresent(passage -> written.add(write(passage)));
    }
    return written;
  }

  private static VerbatimText write(Passage passage) {
    String text = Templates.builtIn().render(passage.template(), passage.view());
    return new VerbatimText(text.stripTrailing());
  }
}
