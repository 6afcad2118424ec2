package io.authservice.keycloak.startup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesNoteTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          true  | false | may repeat, not verified; no client may know its users by them
          true  | true  | may repeat, verified; no client may know its users by them
          false | false | unique, not verified; no client may know its users by them
          false | true  | unique, verified
          """)
  void onlyUniqueAndVerifiedAddressesAreWorthAnything(
      boolean mayRepeat, boolean areVerified, String note) {
    assertThat(AddressesNote.worth(mayRepeat, areVerified)).isEqualTo(note);
  }
}
