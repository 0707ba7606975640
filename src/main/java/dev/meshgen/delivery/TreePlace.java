package dev.meshgen.delivery;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Delivery;
import dev.meshgen.model.Mesh;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a tree is written, compared with where the engines are told to look for it. The same in
 * every clone of a repository, since it counts from the top of the checkout.
 *
 * @param inCheckout folder of the tree from the top of its Git checkout, {@code .} for the top;
 *     empty outside of one
 */
public record TreePlace(Optional<String> inCheckout) {
  /** Of a command that writes no tree. */
  public static final TreePlace UNKNOWN = new TreePlace(Optional.empty());

  /** What the schema takes for a path. */
  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*");

  /** The mesh, with the path of its tree filled in where the spec leaves it open. */
  public Mesh fill(Mesh mesh) {
    Delivery delivery = mesh.delivery();
    return inCheckout
        .filter(path -> !delivery.isPathWritten() && PATH.matcher(path).matches())
        .map(path -> mesh.delivered(delivery.at(path)))
        .orElse(mesh);
  }

  /** {@link Code#DELIVERY_PATH_DIFFERS}. */
  public void check(Mesh mesh, Report report) {
    Delivery delivery = mesh.delivery();
    inCheckout
        .filter(path -> !path.equals(delivery.path()))
        .ifPresent(
            path ->
                report.add(
                    differs(path, delivery.path(), field(mesh), delivery.settings().at("path"))));
  }

  /** What a tree takes for granted that is in no checkout, for people; empty if nothing. */
  public Optional<String> assumption(Mesh mesh) {
    return inCheckout.isPresent() || mesh.delivery().isPathWritten()
        ? Optional.empty()
        : Optional.of(
            Engines.of(mesh).all().get(0).name()
                + " will look for the tree in \""
                + mesh.delivery().path()
                + "\" of the repository; if it goes elsewhere, set "
                + field(mesh));
  }

  private static String field(Mesh mesh) {
    return "delivery." + Engines.of(mesh).all().get(0).id() + ".path";
  }

  private static Diagnostic differs(String path, String told, String field, Span at) {
    return Diagnostic.of(
            Code.DELIVERY_PATH_DIFFERS,
            at,
            "the engine looks for the tree in \""
                + told
                + "\", but it is written to \""
                + path
                + "\"")
        .expecting("the folder of the tree from the top of its Git checkout")
        .hinting(
            PATH.matcher(path).matches()
                ? "set " + field + " to " + path + ", or leave it out"
                : "render into a folder whose name is of letters, digits, \".\", \"_\" and \"-\"");
  }
}
