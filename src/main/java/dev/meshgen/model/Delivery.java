package dev.meshgen.model;

/**
 * The engine that applies the tree, as the spec chooses it. What its settings mean is known to that
 * engine alone.
 *
 * @param engine its name in the spec, only for the registry of engines
 * @param path the folder that holds the tree, relative to the repository, without a leading {@code
 *     ./}
 * @param settings what the spec says of it, over the defaults of the schema
 */
public record Delivery(String engine, String path, Origins settings) {

  /** Whether the spec says where the tree lies, and not the default. */
  public boolean isPathWritten() {
    return settings.root().get("path").filter(node -> node.span().hasLine()).isPresent();
  }

  /** The same engine, with the tree in another folder of the repository. */
  public Delivery at(String folder) {
    return new Delivery(engine, folder, settings);
  }

  /** Where in the repository a file of the tree lies; {@code .} is the repository itself. */
  public String within(String file) {
    return path.equals(".") ? file : path + "/" + file;
  }
}
