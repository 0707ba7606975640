package dev.meshgen.istio;

import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.yaml.YamlMap;
import java.util.ArrayList;
import java.util.List;

/**
 * What a user's raw values of one release set of what the compiler sets itself, adds to, or has to
 * look at. Found once for all clusters that inherit the values, and judged by what each of them is.
 */
public final class ClassifiedValues {
  private final List<OwnedValues.Found> owned;
  private final List<CheckedValues.Found> checked;
  private final List<Diagnostic> merged;

  private ClassifiedValues(
      List<OwnedValues.Found> owned, List<CheckedValues.Found> checked, List<Diagnostic> merged) {
    this.owned = owned;
    this.checked = checked;
    this.merged = merged;
  }

  /**
   * @param release a key of {@code spec.values}
   */
  public static ClassifiedValues of(Chart chart, String release, YamlMap values, IstioMinor minor) {
    List<WrittenValue> written = WrittenValue.of(chart, values);
    return new ClassifiedValues(
        OwnedValues.find(chart, release, values, minor),
        CheckedValues.find(release, written),
        MergedLists.check(chart, release, written));
  }

  /** Whether there is nothing to judge, for any cluster. */
  public boolean isEmpty() {
    return owned.isEmpty() && checked.isEmpty() && merged.isEmpty();
  }

  /** What is wrong with them, or needless, in a cluster. */
  public List<Diagnostic> judge(MeshFacts facts) {
    List<Diagnostic> found = new ArrayList<>(merged);
    owned.forEach(each -> each.judge(facts).ifPresent(found::add));
    checked.forEach(each -> each.judge(facts).ifPresent(found::add));
    return found;
  }
}
