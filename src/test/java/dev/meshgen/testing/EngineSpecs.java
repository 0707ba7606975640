package dev.meshgen.testing;

import dev.meshgen.delivery.EngineType;
import dev.meshgen.delivery.Engines;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Specs for whichever engines there are. */
public final class EngineSpecs {
  private static final Pattern DELIVERY = Pattern.compile("(?m)^( *)delivery: .*\n");

  private EngineSpecs() {}

  /** A Mesh that an engine delivers: its settings have what is required, and nothing else. */
  public static String delivered(String mesh, EngineType engine) {
    Matcher delivery = DELIVERY.matcher(mesh);
    if (!delivery.find()) {
      throw new IllegalArgumentException("no delivery in one line");
    }
    String indent = delivery.group(1);
    StringBuilder lines = new StringBuilder(indent).append("delivery:\n");
    for (String line : engine.initial().shortest()) {
      lines.append(indent).append("  ").append(line).append('\n');
    }
    return mesh.substring(0, delivery.start()) + lines + mesh.substring(delivery.end());
  }

  /** The same Mesh once for each engine. */
  public static List<String> deliveredByEach(String mesh) {
    return Engines.TYPES.stream().map(engine -> delivered(mesh, engine)).toList();
  }
}
