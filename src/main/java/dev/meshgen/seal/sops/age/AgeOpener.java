package dev.meshgen.seal.sops.age;

import com.exceptionfactory.jagged.RecipientStanzaReader;
import dev.meshgen.recipient.Recipient;
import java.security.GeneralSecurityException;

/** What opens age files: an identity of age, or the private half of an SSH key. */
interface AgeOpener {
  /** Whom files name that it opens. */
  Recipient recipient();

  RecipientStanzaReader reader() throws GeneralSecurityException;
}
