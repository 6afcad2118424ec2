package io.authservice.keycloak.account.key;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The primary key of a user, the only id that clients ever see: an integer or a UUID, as the table
 * of users has it. Integers come before UUIDs, which are ordered as their texts are.
 */
public sealed interface UserId extends Comparable<UserId> {

  /** Of a UUID's text. */
  int UUID_LENGTH = 36;

  /** Of any length: what is beyond 64 bits is nobody's. */
  Pattern NUMBER = Pattern.compile("-?[0-9]+");

  /** One of 64 bits. */
  record Whole(long number) implements UserId {

    @Override
    public Object json() {
      return number;
    }

    @Override
    public String toString() {
      return Long.toString(number);
    }
  }

  /** Of any version. */
  record Universal(UUID uuid) implements UserId {

    @Override
    public Object json() {
      return toString();
    }

    @Override
    public String toString() {
      return uuid.toString();
    }
  }

  static UserId of(long number) {
    return new Whole(number);
  }

  static UserId of(UUID uuid) {
    return new Universal(uuid);
  }

  /** Of a user who is new in a table of UUIDs (RFC 9562, version 4). */
  static UserId random() {
    return new Universal(UUID.randomUUID());
  }

  /**
   * The id that a text stands for, in an address, a token or Keycloak's id of a user; empty if it
   * stands for none. A UUID is known in lower case and with dashes alone, as its text is.
   */
  static Optional<UserId> read(String text) {
    if (text.length() > UUID_LENGTH) {
      return Optional.empty();
    }
    try {
      if (text.length() < UUID_LENGTH) {
        return NUMBER.matcher(text).matches()
            ? Optional.of(of(Long.parseLong(text)))
            : Optional.empty();
      }
      UUID uuid = UUID.fromString(text);
      return uuid.toString().equals(text) ? Optional.of(of(uuid)) : Optional.empty();
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  /** A {@link Long} or a {@link String}: a number or a text, as Django REST framework writes it. */
  Object json();

  @Override
  default int compareTo(UserId other) {
    if (this instanceof Whole one && other instanceof Whole another) {
      return Long.compare(one.number(), another.number());
    }
    if (this instanceof Universal && other instanceof Universal) {
      return toString().compareTo(other.toString());
    }
    return this instanceof Whole ? -1 : 1;
  }
}
