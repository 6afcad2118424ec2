package io.authservice.keycloak.api.users;

import java.util.Optional;

/**
 * The fields of a user that a request sets; what it leaves out is empty.
 *
 * @param username trimmed, not normalised
 * @param password trimmed plain text
 * @param email trimmed, possibly blank
 * @param firstName trimmed, possibly blank
 * @param lastName trimmed, possibly blank
 * @param active present only when the caller may set it
 * @param staff present only when the caller may set it
 */
public record UserInput(
    Optional<String> username,
    Optional<String> password,
    Optional<String> email,
    Optional<String> firstName,
    Optional<String> lastName,
    Optional<Boolean> active,
    Optional<Boolean> staff) {

  /** Names the fields that are set, never their values. */
  @Override
  public String toString() {
    return "UserInput[username=%s, email=%s, password=%s]"
        .formatted(
            username.isPresent() ? "set" : "-",
            email.isPresent() ? "set" : "-",
            password.isPresent() ? "set" : "-");
  }
}
