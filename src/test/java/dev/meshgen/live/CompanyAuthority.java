package dev.meshgen.live;

import java.nio.file.Path;

/** A root of a company and an authority below it that signs, made by openssl. */
public final class CompanyAuthority {
  /** In the folder {@code $1}. */
  private static final String CREATE =
      """
      cd "$1"
      openssl req -x509 -newkey rsa:2048 -nodes -keyout root.key -out root.crt -days 30 -subj '/O=Company/CN=Root' \
        -addext keyUsage=critical,keyCertSign,cRLSign
      openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-384 -nodes -keyout issuing.key -out issuing.csr \
        -subj '/O=Company/CN=Issuing authority'
      printf '%s\\n' basicConstraints=critical,CA:TRUE keyUsage=critical,keyCertSign,cRLSign >ca.ext
      openssl x509 -req -in issuing.csr -CA root.crt -CAkey root.key -CAcreateserial -days 20 -extfile ca.ext -out issuing.crt
      """;

  /** In the folder {@code $1}, for the cluster {@code $2}: the files that istiod reads. */
  private static final String CACERTS =
      """
      cd "$1"
      mkdir "$2"
      openssl req -newkey rsa:2048 -nodes -keyout "$2/ca-key.pem" -out csr -subj "/O=Istio/CN=Intermediate CA/L=$2"
      openssl x509 -req -in csr -CA issuing.crt -CAkey issuing.key -CAcreateserial -days 10 -extfile ca.ext -out "$2/ca-cert.pem"
      cat "$2/ca-cert.pem" issuing.crt >"$2/cert-chain.pem"
      cp root.crt "$2/root-cert.pem"
      """;

  private final Path folder;

  private CompanyAuthority(Path folder) {
    this.folder = folder;
  }

  static CompanyAuthority create() {
    Path folder = Lab.scratch("company");
    Shell.run("sh", "-ec", CREATE, "sh", folder.toString());
    return new CompanyAuthority(folder);
  }

  /** Signs an intermediate of a cluster, and gives the folder with its files. */
  public String cacerts(String cluster) {
    Shell.run("sh", "-ec", CACERTS, "sh", folder.toString(), cluster);
    return folder.resolve(cluster).toString();
  }

  /** A file of the authority that signs: its {@code .crt} or {@code .key}. */
  public String issuing(String extension) {
    return folder.resolve("issuing" + extension).toString();
  }

  /** The certificate of the root. */
  public String root() {
    return folder.resolve("root.crt").toString();
  }
}
