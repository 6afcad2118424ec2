package io.authservice.keycloak.migration.belonging;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.migration.check.Findings;
import io.authservice.keycloak.migration.check.Owners;
import io.authservice.keycloak.migration.source.DumpSource;
import io.authservice.keycloak.migration.source.SourceRow;
import io.authservice.keycloak.testing.Dumps;
import io.authservice.keycloak.testing.TestAccount;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.models.credential.RecoveryAuthnCodesCredentialModel;
import org.keycloak.models.utils.RecoveryAuthnCodesUtils;
import org.keycloak.models.utils.TimeBasedOTP;

/** Rows of a real Django's, and what hostile dumps hold in their place. */
class BelongingCheckTest {

  private final Findings findings = new Findings();
  private final BelongingCounts counts = new BelongingCounts();

  /** The code is RFC 6238's for the 59th second, and django-otp's. */
  @Test
  void aDeviceGivesTheCodesItGave() {
    List<Moved.Factor> passwords = factors(Sort.ONE_TIME_PASSWORDS);

    assertThat(passwords)
        .extracting(Moved::userId)
        .containsExactly(UserId.of(51), UserId.of(52), UserId.of(53));
    assertThat(passwords.get(0).label()).isEqualTo("phone");
    assertThat(isGood(passwords.get(0), "287082", 59)).isTrue();
    assertThat(isGood(passwords.get(0), "287083", 59)).isFalse();
    assertThat(isGood(passwords.get(1), "99985783", 1111111109)).isTrue();
    assertThat(isGood(passwords.get(2), "287082", 59)).as("allauth's").isTrue();
  }

  private static boolean isGood(Moved.Factor factor, String code, long second) {
    OTPCredentialModel model = OTPCredentialModel.createFromCredentialModel(stored(factor));
    TimeBasedOTP otp =
        new TimeBasedOTP(
            model.getOTPCredentialData().getAlgorithm(),
            model.getOTPCredentialData().getDigits(),
            model.getOTPCredentialData().getPeriod(),
            0);
    Calendar then = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
    then.setTimeInMillis(second * 1000);
    otp.setCalendar(then);
    return otp.validateTOTP(code, model.getDecodedSecret());
  }

  private static CredentialModel stored(Moved.Factor factor) {
    CredentialModel stored = new CredentialModel();
    stored.setId(factor.id());
    stored.setCredentialData(factor.data());
    stored.setSecretData(factor.secret());
    stored.setCreatedDate(factor.created());
    return stored;
  }

  @Test
  void tokensBecomeOneListInTheirOrder() {
    RecoveryAuthnCodesCredentialModel list = codes(51);

    for (String code : List.of("abcdefgh", "wxyz2345", "k5m6n7p2")) {
      assertNext(list, code);
      list.removeRecoveryAuthnCode();
    }
    assertThat(list.allCodesUsed()).isTrue();
  }

  /** Computed by allauth's algorithm from the seed; the first and the third are used. */
  @Test
  void codesOfAllauthKeepTheirNumbers() {
    RecoveryAuthnCodesCredentialModel list = codes(53);

    assertThat(list.getNextRecoveryAuthnCode().orElseThrow().getNumber()).isEqualTo(2);
    assertNext(list, "03959085");
    list.removeRecoveryAuthnCode();
    assertThat(list.getNextRecoveryAuthnCode().orElseThrow().getNumber()).isEqualTo(4);
    assertNext(list, "16418492");
  }

  private RecoveryAuthnCodesCredentialModel codes(long userId) {
    return factors(Sort.RECOVERY_CODES).stream()
        .filter(factor -> factor.userId().equals(UserId.of(userId)))
        .map(factor -> RecoveryAuthnCodesCredentialModel.createFromCredentialModel(stored(factor)))
        .findFirst()
        .orElseThrow();
  }

  private static void assertNext(RecoveryAuthnCodesCredentialModel list, String code) {
    assertThat(
            RecoveryAuthnCodesUtils.verifyRecoveryCodeInput(
                code, list.getNextRecoveryAuthnCode().orElseThrow().getEncodedHashedValue()))
        .as(code)
        .isTrue();
  }

  @Test
  void linksGoToProvidersByTheirAlias() {
    assertThat(moved())
        .filteredOn(Moved.Link.class::isInstance)
        .containsExactlyInAnyOrder(
            new Moved.Link(
                UserId.of(51), "socialaccount.socialaccount", "1", "g", "108000000000000000001"),
            new Moved.Link(UserId.of(52), "social_django.usersocialauth", "1", "github", "4711"));
    assertThat(counts.asJson()).containsEntry("unknown_providers", Map.of("weibo", 1));
  }

  @Test
  void onlyTheUsersOwnVerifiedAddressIsMarked() {
    assertThat(moved())
        .filteredOn(Moved.VerifiedEmail.class::isInstance)
        .containsExactly(
            new Moved.VerifiedEmail(
                UserId.of(51), "account.emailaddress", "1", "FAda@example.com"));
    assertThat(counts.asJson()).containsEntry("other_addresses", 2L);
  }

  @Test
  void whatCannotMoveIsFoundByItsRow() {
    moved();

    assertThat(findings.errors()).isZero();
    assertThat(found())
        .containsExactlyInAnyOrder(
            "unsupported_factor otp_totp.totpdevice 6",
            "unsupported_factor mfa.authenticator 4",
            "passkey mfa.authenticator 3",
            "unsupported_link social_django.usersocialauth 2",
            "unknown_provider socialaccount.socialaccount 2");
    assertThat(counts.asJson())
        .containsEntry("unconfirmed_devices", 1L)
        .containsEntry("passkeys_left_out", 1L);
  }

  @Test
  void idsAreTheSameAtEveryReading() {
    assertThat(factors(Sort.ONE_TIME_PASSWORDS))
        .extracting(Moved.Factor::id)
        .doesNotHaveDuplicates();
    assertThat(ids()).isEqualTo(ids()).allMatch(Factors::isMade);
  }

  private List<String> ids() {
    return moved().stream()
        .filter(Moved.Factor.class::isInstance)
        .map(factor -> ((Moved.Factor) factor).id())
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`\"key\": \"zz\"`|unreadable",
        "`\"key\": \"abc\"`|unreadable",
        "`\"key\": null`|unreadable",
        "`\"key\": {}`|unreadable",
        "`\"key\": \"%200a\"`|too_long",
        "`\"key\": \"%900000a\"`|too_long",
        "`\"step\": 0`|unreadable",
        "`\"step\": \"fast\"`|unreadable",
        "`\"digits\": 7`|unsupported_factor",
        "`\"t0\": 1`|unsupported_factor",
        "`\"confirmed\": \"maybe\"`|unreadable",
        "`\"user\": null`|unreadable",
        "`\"user\": [\"ada\", 3]`|unreadable",
        "`\"user\": 99`|missing_reference",
        "`\"user\": [\"nobody\"]`|missing_reference",
      })
  void aBrokenDeviceIsFoundByItsRow(String field, String reason) {
    String written =
        field.replaceAll("%([0-9]+)a", "a".repeat(Integer.parseInt("0" + digits(field))));

    assertThat(moved(device(written))).isEmpty();
    assertThat(found()).containsExactly(reason + " otp_totp.totpdevice 3");
    assertThat(findings.asJson().toString()).doesNotContain("3132333435");
  }

  private static String digits(String field) {
    return field.contains("%") ? field.replaceAll("[^0-9]", "") : "";
  }

  private static String device(String field) {
    return "{\"model\": \"otp_totp.totpdevice\", \"pk\": 3, \"fields\": {\"user\": [\"ada\"],"
        + " \"name\": \"phone\", \"confirmed\": true, \"key\": \"31323334353637383930\","
        + " \"step\": 30, \"t0\": 0, \"digits\": 6, \"tolerance\": 1, \"drift\": 0"
        + (field.isEmpty() ? "" : ", " + field)
        + "}}";
  }

  @Test
  void aDeviceThatNamesItsUserByNaturalKeyMoves() {
    assertThat(moved(device(""))).extracting(Moved::userId).containsExactly(UserId.of(5));
    assertThat(moved(device("\"user\": [\"ADA\"]"))).isEmpty();
  }

  @Test
  void aClockThatIsFarOffIsNoted() {
    assertThat(moved(device("\"drift\": -2"))).hasSize(1);
    assertThat(found()).containsExactly("clock_drift otp_totp.totpdevice 3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "totp|null|unreadable",
        "totp|`\"text\"`|unreadable",
        "totp|`[]`|unreadable",
        "totp|`{\"secret\": null}`|unreadable",
        "totp|`{\"secret\": \"gAAAA-_x\"}`|unsupported_factor",
        "recovery_codes|`{\"used_mask\": 0}`|unreadable",
        "recovery_codes|`{\"seed\": \"gAAAA-_xgAAAA-_x\", \"used_mask\": 0}`|unsupported_factor",
        "recovery_codes|`{\"seed\": \"0123456789abcdef\", \"used_mask\": \"x\"}`|unreadable",
        "recovery_codes|`{\"seed\": \"0123456789abcdef\", \"used_mask\": -1}`|unreadable",
        "recovery_codes|`{\"migrated_codes\": 3}`|unreadable",
        "recovery_codes|`{\"migrated_codes\": [3]}`|unreadable",
        "recovery_codes|`{\"migrated_codes\": [\"\"]}`|unreadable",
        "webauthn|{}|passkey",
        "sms|{}|unsupported_factor",
      })
  void aBrokenAuthenticatorIsFoundByItsRow(String type, String data, String reason) {
    assertThat(moved(authenticator(type, data))).isEmpty();
    assertThat(found()).containsExactly(reason + " mfa.authenticator 4");
    assertThat(findings.asJson().toString()).doesNotContain("gAAAA", "0123456789abcdef");
  }

  private static String authenticator(String type, String data) {
    return "{\"model\": \"mfa.authenticator\", \"pk\": 4, \"fields\": {\"user\": 5, \"type\": \""
        + type
        + "\", \"data\": "
        + data
        + "}}";
  }

  @Test
  void migratedCodesAreThoseThatAreLeft() {
    assertThat(moved(authenticator("recovery_codes", "{\"migrated_codes\": [\"a-bc\", \"def\"]}")))
        .singleElement()
        .isInstanceOfSatisfying(
            Moved.Factor.class,
            factor ->
                assertNext(
                    RecoveryAuthnCodesCredentialModel.createFromCredentialModel(stored(factor)),
                    "abc"));
  }

  @Test
  void codesThatAreAllUsedAreNone() {
    assertThat(
            moved(
                authenticator(
                    "recovery_codes", "{\"seed\": \"0123456789abcdef\", \"used_mask\": 1023}")))
        .isEmpty();
    assertThat(found()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"uid\": null", "\"uid\": \"\"", "\"provider\": \"a\\u0000b\""})
  void aBrokenLinkIsFoundByItsRow(String field) {
    assertThat(
            moved(
                "{\"model\": \"socialaccount.socialaccount\", \"pk\": 7, \"fields\": {\"user\": 5,"
                    + " \"provider\": \"github\", \"uid\": \"1\", "
                    + field
                    + "}}"))
        .isEmpty();
    assertThat(found()).containsExactly("unreadable socialaccount.socialaccount 7");
  }

  @Test
  void aTokenOfNobodysDeviceIsFoundByItsRow() {
    assertThat(
            moved(
                "{\"model\": \"otp_static.statictoken\", \"pk\": 9, \"fields\": {\"device\": 77,"
                    + " \"token\": \"abcdefgh\"}}"))
        .isEmpty();
    assertThat(found()).containsExactly("missing_reference otp_static.statictoken 9");
  }

  /** A file of some kilobytes can unpack to a row of any size. */
  @Test
  void aRowOfMegabytesIsNotKept() {
    assertThat(moved(authenticator("totp", "{\"secret\": [" + "\"x\",".repeat(30_000) + "\"x\"]}")))
        .isEmpty();
    assertThat(found()).containsExactly("too_long mfa.authenticator 4");
  }

  private List<Moved.Factor> factors(Sort sort) {
    return moved().stream()
        .filter(Moved.Factor.class::isInstance)
        .map(Moved.Factor.class::cast)
        .filter(factor -> factor.sort() == sort)
        .toList();
  }

  private List<Moved> moved() {
    byte[] dump = Dumps.bytes("factors.json");
    Owners owners = new Owners();
    Dumps.rows(dump).stream()
        .filter(SourceRow.User.class::isInstance)
        .forEach(user -> owners.add(((SourceRow.User) user).account()));
    return moved(owners, dump);
  }

  private List<Moved> moved(String rows) {
    Owners owners = new Owners();
    Account ada = TestAccount.of(5, "ada");
    owners.add(ada);
    return moved(owners, ("[" + rows + "]").getBytes(StandardCharsets.UTF_8));
  }

  private List<Moved> moved(Owners owners, byte[] dump) {
    BelongingCheck check =
        new BelongingCheck(
            owners,
            new Providers(Map.of("google", "g"), Set.of("github", "g", "google-oauth2")),
            "realm",
            1,
            findings,
            counts);
    List<Moved> moved = new ArrayList<>();
    try (DumpSource source = Dumps.source(dump)) {
      source.readBelongings(row -> check.checked(row).ifPresent(moved::add), () -> {});
    }
    check.rest(moved::add);
    return moved;
  }

  private List<String> found() {
    return ((List<?>) findings.asJson().get("listed"))
        .stream()
            .map(Map.class::cast)
            .map(
                finding ->
                    finding.get("reason") + " " + finding.get("model") + " " + finding.get("id"))
            .toList();
  }
}
