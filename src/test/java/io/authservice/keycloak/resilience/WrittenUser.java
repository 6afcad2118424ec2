package io.authservice.keycloak.resilience;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One user by what its writer was answered. Whatever was asked for and neither acknowledged nor
 * refused may have happened or not.
 */
final class WrittenUser {

  private final String username;
  private final Set<String> firstNames = new HashSet<>();
  private boolean mayBeThere;
  private boolean mayBeGone = true;

  WrittenUser(String username) {
    this.username = username;
  }

  String username() {
    return username;
  }

  void created(Outcome outcome) {
    mayBeThere = outcome != Outcome.REFUSED;
    mayBeGone = outcome != Outcome.DONE;
    firstNames.add("");
  }

  void named(String firstName, Outcome outcome) {
    if (outcome == Outcome.DONE) {
      firstNames.clear();
    }
    if (outcome != Outcome.REFUSED) {
      firstNames.add(firstName);
    }
  }

  void deleted(Outcome outcome) {
    mayBeThere &= outcome != Outcome.DONE;
    mayBeGone |= outcome != Outcome.REFUSED;
  }

  /**
   * Whether the database holds what the writer was promised.
   *
   * @param firstName null if there is no such row
   */
  boolean isKept(@Nullable String firstName) {
    return firstName == null ? mayBeGone : mayBeThere && firstNames.contains(firstName);
  }

  @Override
  public String toString() {
    return username
        + (mayBeThere ? " may be there, named " + firstNames : "")
        + (mayBeGone ? " may be gone" : "");
  }

  /** What a writer knows of a request. */
  enum Outcome {
    DONE,
    REFUSED,
    UNKNOWN;

    /** A refused request answers 4xx; an outage tells nothing. */
    static Outcome of(int status) {
      return switch (Objects.checkIndex(status, 600) / 100) {
        case 2 -> DONE;
        case 4 -> REFUSED;
        default -> UNKNOWN;
      };
    }
  }
}
