package dev.meshgen.istio;

import java.util.List;
import java.util.SortedMap;

/**
 * What few runs need to know about a minor: those that list images, plan upgrades, explain
 * versions, or have raw values for istiod.
 *
 * @param images the images of its charts
 * @param variants data plane to the variant of the images that its profile asks for
 * @param compatibilityVersions the minors whose defaults its charts can keep
 * @param changes the defaults that differ from the minor before
 * @param removed variables that istiod no longer reads since this minor, and what to do instead,
 *     which may be empty
 * @param kinds Istio's kinds, {@code <kind>.<group>}, to the versions that are served
 * @param variables environment variables of istiod to the first patch that reads them
 */
public record MinorDetails(
    List<ImageSource> images,
    SortedMap<String, String> variants,
    List<String> compatibilityVersions,
    List<DefaultChange> changes,
    SortedMap<String, String> removed,
    SortedMap<String, List<String>> kinds,
    SortedMap<String, Integer> variables) {

  public MinorDetails {
    images = List.copyOf(images);
    compatibilityVersions = List.copyOf(compatibilityVersions);
    changes = List.copyOf(changes);
  }

  /** The variant of the images that a data plane runs, such as {@code distroless}; may be empty. */
  public String variant(String dataPlane) {
    return variants.getOrDefault(dataPlane, "");
  }
}
