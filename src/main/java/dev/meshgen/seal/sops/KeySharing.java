package dev.meshgen.seal.sops;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * Shamir's secret sharing, byte by byte over the field of AES, with the format of sops
 * (shamir/shamir.go): a share is the value of a polynomial for each byte of the data key, and the
 * place that all of them were evaluated at.
 */
final class KeySharing {
  private static final int PLACES = 255;

  private KeySharing() {}

  /**
   * Shares of a key. The caller closes them.
   *
   * @param count how many, at most 255
   * @param needed how many of them give the key, at least 2
   */
  static List<DataKey> split(DataKey key, int count, int needed, SecureRandom random) {
    if (needed < 2 || count < needed || count > PLACES) {
      throw new IllegalArgumentException(needed + " of " + count + " shares");
    }
    int[] places = places(count, random);
    byte[][] shares = new byte[count][DataKey.SHARE_LENGTH];
    byte[] polynomial = new byte[needed];
    for (int i = 0; i < DataKey.LENGTH; i++) {
      random.nextBytes(polynomial);
      polynomial[0] = key.reveal()[i];
      for (int j = 0; j < count; j++) {
        shares[j][i] = (byte) value(polynomial, places[j]);
      }
    }
    Arrays.fill(polynomial, (byte) 0);
    List<DataKey> keys = new ArrayList<>();
    for (int j = 0; j < count; j++) {
      shares[j][DataKey.LENGTH] = (byte) places[j];
      keys.add(DataKey.owning(shares[j]));
    }
    return keys;
  }

  /** The key of which these are as many shares as it takes, of different places. */
  static DataKey combine(List<DataKey> shares) {
    byte[] key = new byte[DataKey.LENGTH];
    for (int i = 0; i < shares.size(); i++) {
      int weight = 1;
      for (int j = 0; j < shares.size(); j++) {
        if (i != j) {
          int other = place(shares.get(j));
          weight = product(weight, product(other, inverse(other ^ place(shares.get(i)))));
        }
      }
      for (int k = 0; k < key.length; k++) {
        key[k] ^= (byte) product(shares.get(i).reveal()[k] & 0xff, weight);
      }
    }
    return DataKey.owning(key);
  }

  static int place(DataKey share) {
    return share.reveal()[DataKey.LENGTH] & 0xff;
  }

  private static int[] places(int count, SecureRandom random) {
    TreeSet<Integer> taken = new TreeSet<>();
    int[] places = new int[count];
    for (int j = 0; j < count; j++) {
      do {
        places[j] = 1 + random.nextInt(PLACES);
      } while (!taken.add(places[j]));
    }
    return places;
  }

  private static int value(byte[] polynomial, int place) {
    int value = 0;
    for (int i = polynomial.length - 1; i >= 0; i--) {
      value = product(value, place) ^ polynomial[i] & 0xff;
    }
    return value;
  }

  /** Without a branch or a table that depends on a secret. */
  private static int product(int element, int factor) {
    int product = 0;
    int power = element;
    for (int bit = 0; bit < 8; bit++) {
      product ^= power & -(factor >>> bit & 1);
      power = power << 1 ^ 0x11b & -(power >>> 7 & 1);
    }
    return product & 0xff;
  }

  /** The 254th power, as the group has 255 elements. */
  private static int inverse(int element) {
    int inverse = 1;
    int power = element;
    for (int bit = 1; bit < 8; bit++) {
      power = product(power, power);
      inverse = product(inverse, power);
    }
    return inverse;
  }
}
