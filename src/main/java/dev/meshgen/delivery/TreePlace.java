package dev.meshgen.delivery;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Delivery;
import dev.meshgen.model.Mesh;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a tree is written, compared with where the engines are told to look for it. The same in
 * every clone of a repository, since it counts from the top of the checkout.
 *
 * @param inCheckout folder of the tree from the top of its Git checkout, {@code .} for the top;
 *     empty outside of one
 * @param folder of the tree in the file system, with {@code /} before each name
 */
public record TreePlace(Optional<String> inCheckout, String folder) {
  /** Of a command that writes no tree. */
  public static final TreePlace UNKNOWN = new TreePlace(Optional.empty(), "");

  /** What the schema takes for a path. */
  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*");

  /** That of a folder. */
  public static TreePlace of(Path folder, Optional<String> inCheckout) {
    String path = folder.toAbsolutePath().normalize().toString().replace('\\', '/');
    return new TreePlace(inCheckout, "/" + path);
  }

  /** The mesh, with the path of its tree filled in where the spec leaves it open. */
  public Mesh fill(Mesh mesh) {
    return inCheckout
        .filter(path -> PATH.matcher(path).matches())
        .map(path -> mesh.delivered(each -> each.isPathWritten() ? each : each.at(path)))
        .orElse(mesh);
  }

  /** {@link Code#DELIVERY_PATH_DIFFERS}. */
  public void check(Mesh mesh, Report report) {
    for (Delivery delivery : mesh.deliveries()) {
      inCheckout
          .filter(path -> !path.equals(delivery.path()))
          .ifPresent(path -> report.add(differs(path, delivery)));
    }
  }

  /** What a tree takes for granted that is in no checkout, for people; empty if nothing. */
  public Optional<String> assumption(Mesh mesh) {
    return inCheckout.isPresent()
        ? Optional.empty()
        : mesh.deliveries().stream().filter(this::isAssumed).findFirst().map(TreePlace::assumed);
  }

  /** Whether nothing says that it is so, or the name of the folder says that it is not. */
  private boolean isAssumed(Delivery delivery) {
    String path = delivery.path();
    return !delivery.isPathWritten() || !path.equals(".") && !folder.endsWith("/" + path);
  }

  private static String assumed(Delivery delivery) {
    return Engines.type(delivery.engine()).name()
        + " will look for the tree in \""
        + delivery.path()
        + "\" of the repository; if it is elsewhere, set "
        + field(delivery);
  }

  private static String field(Delivery delivery) {
    return "delivery." + delivery.engine() + ".path";
  }

  private static Diagnostic differs(String path, Delivery delivery) {
    return Diagnostic.of(
            Code.DELIVERY_PATH_DIFFERS,
            delivery.settings().at("path"),
            "the engine looks for the tree in \""
                + delivery.path()
                + "\", but it is written to \""
                + path
                + "\"")
        .expecting("the folder of the tree from the top of its Git checkout")
        .hinting(
            PATH.matcher(path).matches()
                ? "name that folder with -o; or set "
                    + field(delivery)
                    + " to "
                    + path
                    + ", or remove it"
                : "render into a folder whose name consists of letters, digits, \".\", \"_\" and"
                    + " \"-\"");
  }
}
