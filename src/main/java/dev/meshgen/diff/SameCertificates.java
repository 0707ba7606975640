package dev.meshgen.diff;

import dev.meshgen.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The fields of an object in which one certificate is replaced by one other: a chain begins with
 * the certificate that the file beside it has. Such a field says nothing that the first does not.
 */
final class SameCertificates {
  private SameCertificates() {}

  /**
   * A field that differs.
   *
   * @param also the other fields with the same certificates before and after
   */
  record Said(FieldChange field, List<FieldChange> also) {
    List<String> alsoIn(UnaryOperator<String> words) {
      return also.stream().map(other -> words.apply(other.path().text())).toList();
    }
  }

  /** Each field once, in order, those that repeat another one with that one. */
  static List<Said> once(List<FieldChange> fields) {
    List<Said> once = new ArrayList<>();
    Map<String, Said> certificates = new HashMap<>();
    for (FieldChange field : fields) {
      Said said = new Said(field, new ArrayList<>());
      Said first = isCertificate(field) ? certificates.putIfAbsent(text(field), said) : null;
      if (first == null) {
        once.add(said);
      } else {
        first.also().add(field);
      }
    }
    return once;
  }

  private static boolean isCertificate(FieldChange field) {
    return field.before().or(field::after).filter(CertificateNode::is).isPresent()
        && field.after().or(field::before).filter(CertificateNode::is).isPresent();
  }

  private static String text(FieldChange field) {
    return text(field.before()) + '\n' + text(field.after());
  }

  private static String text(Optional<YamlNode> certificate) {
    return certificate.map(NodeText::of).orElse("");
  }
}
