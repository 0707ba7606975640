package dev.meshgen.cli;

import dev.meshgen.bytes.Sha256;
import dev.meshgen.diff.MeshChange;
import dev.meshgen.diff.MeshDiff;
import dev.meshgen.diff.Weight;
import dev.meshgen.provenance.Causes;
import dev.meshgen.render.Templates;
import dev.meshgen.render.VerbatimText;
import dev.meshgen.report.SvgPicture;
import dev.meshgen.tree.TreeException;
import dev.meshgen.trust.TrustStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A comparison as one page of HTML that needs nothing else: it may load nothing, and run nothing
 * but its own script, by whose hash it is known. Without that, it is the same page without filters.
 * It is well-formed XML too.
 */
final class HtmlDiffPrinter {
  private static final String TEMPLATE = "review/diff.html";

  private final PrintWriter out;
  private final Causes causes;

  HtmlDiffPrinter(PrintWriter out, Causes causes) {
    this.out = out;
    this.causes = causes;
  }

  /** A template's view: the whole page. */
  record View(
      Frame frame,
      Glance glance,
      List<DiffPictures.View> pictures,
      Filters filters,
      List<HtmlChanges.View> changes,
      DiffCertificates.View certificates,
      ClusterSets.View sets) {}

  /** What surrounds it. */
  record Frame(String title, String policy, VerbatimText style, VerbatimText script) {}

  /** The change as a whole. */
  record Glance(
      String headline,
      String from,
      String to,
      List<TopicRow> topics,
      List<String> approvals,
      Optional<String> left) {}

  /** How many changes a topic has of each weight. */
  record TopicRow(String topic, List<String> counts) {}

  /** What can be chosen. */
  record Filters(List<Choice> weights, List<Choice> topics) {}

  /** A word, and how many changes have it. */
  record Choice(String name, int count) {}

  void print(MeshDiff diff, HtmlDiffInput input, List<Approvals.Needed> needed)
      throws TreeException {
    ClusterSets sets = new ClusterSets(named(diff));
    ExactLines lines = ExactLines.of(diff.changes(), input.before(), input.after());
    List<HtmlChanges.View> changes = new HtmlChanges(diff, causes, sets, lines).views();
    Optional<TrustStatus> was = input.trust(input.before());
    Optional<TrustStatus> is = input.trust(input.after());
    DiffCertificates.View certificates = DiffCertificates.of(was, is, sets);
    View view =
        new View(
            frame(),
            glance(diff, input, needed, lines.left()),
            input.plans().isEmpty()
                ? List.of()
                : DiffPictures.of(
                    diff,
                    new DiffPictures.Side(input.plans().get(0), was),
                    new DiffPictures.Side(input.plans().get(1), is)),
            filters(diff),
            changes,
            certificates,
            sets.view());
    out.print(Templates.builtIn().render(TEMPLATE, view));
    out.flush();
  }

  /** Those of the trees, and whatever else has a folder there: it may have no lock. */
  private static SortedSet<String> named(MeshDiff diff) {
    SortedSet<String> names = new TreeSet<>(diff.clusters());
    diff.changes().forEach(change -> names.addAll(change.clusters()));
    return names;
  }

  private static Frame frame() {
    String style = resource("diff.css") + SvgPicture.STYLE;
    String script = resource("diff.js");
    String policy =
        "default-src 'none'; img-src data:; style-src "
            + hash(style)
            + "; script-src "
            + hash(script)
            + "; base-uri 'none'; form-action 'none'";
    return new Frame(
        "What the change does to the mesh",
        policy,
        new VerbatimText(style),
        new VerbatimText(script));
  }

  private static Glance glance(
      MeshDiff diff, HtmlDiffInput input, List<Approvals.Needed> needed, int left) {
    return new Glance(
        DiffWords.headline(diff),
        input.words().from(),
        input.words().to(),
        topics(diff),
        needed.stream().map(Approvals.Needed::text).toList(),
        left == 0
            ? Optional.empty()
            : Optional.of(
                "The exact lines of "
                    + (left == 1 ? "1 file" : left + " files")
                    + " are omitted for lack of space: see git diff."));
  }

  private static List<TopicRow> topics(MeshDiff diff) {
    List<TopicRow> rows = new ArrayList<>();
    for (Map.Entry<String, List<MeshChange>> topic : DiffWords.byTopic(diff).entrySet()) {
      List<String> counts = new ArrayList<>();
      for (Choice choice : weights(topic.getValue())) {
        counts.add(choice.count() == 0 ? "" : String.valueOf(choice.count()));
      }
      rows.add(new TopicRow(topic.getKey(), counts));
    }
    return rows;
  }

  private static List<Choice> weights(List<MeshChange> changes) {
    List<Choice> choices = new ArrayList<>();
    for (Weight weight : Weight.values()) {
      long count = changes.stream().filter(change -> change.weight() == weight).count();
      choices.add(new Choice(weight.id(), (int) count));
    }
    return choices;
  }

  private static Filters filters(MeshDiff diff) {
    return new Filters(
        weights(diff.changes()).stream().filter(choice -> choice.count() > 0).toList(),
        DiffWords.byTopic(diff).entrySet().stream()
            .map(topic -> new Choice(topic.getKey(), topic.getValue().size()))
            .toList());
  }

  private static String hash(String text) {
    byte[] digest = HexFormat.of().parseHex(Sha256.hex(text.getBytes(StandardCharsets.UTF_8)));
    return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
  }

  private static String resource(String name) {
    try (InputStream in = HtmlDiffPrinter.class.getResourceAsStream("/templates/review/" + name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
