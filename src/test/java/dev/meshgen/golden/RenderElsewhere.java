package dev.meshgen.golden;

import java.nio.file.Path;

/** Renders every example in a process whose surroundings differ; see {@link ElsewhereTest}. */
public final class RenderElsewhere {
  private RenderElsewhere() {}

  public static void main(String[] arguments) {
    for (Example example : Example.all()) {
      example.render(Path.of(arguments[0], example.name()));
    }
  }
}
