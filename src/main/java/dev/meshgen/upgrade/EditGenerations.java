package dev.meshgen.upgrade;

import dev.meshgen.edit.EditRefused;
import dev.meshgen.model.ReaderToken;
import dev.meshgen.spec.SpecSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes into the documents of clusters which tokens of theirs there are. */
public final class EditGenerations {
  private static final String DISCOVERY = "discovery";
  private static final String CREDENTIAL = "credential";

  private EditGenerations() {}

  /**
   * The files of a spec, edited.
   *
   * @param tokens what is wanted, by cluster
   * @param before what the spec says now
   * @throws EditRefused where a document has a shape that only a person can edit
   */
  public static List<SpecSource> of(
      List<SpecSource> sources, Map<String, ReaderToken> tokens, Map<String, ReaderToken> before)
      throws EditRefused {
    SpecLayers layers = new SpecLayers(sources);
    for (Map.Entry<String, ReaderToken> entry : tokens.entrySet()) {
      ReaderToken wanted = entry.getValue();
      ReaderToken old = before.get(entry.getKey());
      if (wanted.generation() != old.generation()) {
        layers.apply(entry.getKey(), path("generation"), Optional.of(wanted.generation()));
      }
      if (!wanted.kept().equals(old.kept())) {
        layers.apply(entry.getKey(), path("keepGeneration"), wanted.kept());
      }
    }
    return layers.sources();
  }

  private static List<String> path(String field) {
    return List.of(DISCOVERY, CREDENTIAL, field);
  }
}
