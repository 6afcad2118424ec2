package io.authservice.keycloak.password;

import static io.authservice.keycloak.password.Verification.MATCH;
import static io.authservice.keycloak.password.Verification.MATCH_OUTDATED;
import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.password.format.CostLimits;
import io.authservice.keycloak.password.format.Encoding;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which stored passwords are stored anew after a login, for each choice of format. */
class OutdatedPasswordsTest {

  private static final Encoding PBKDF2 = new Encoding.Pbkdf2Sha256(1000);
  private static final Encoding ARGON2 = new Encoding.Argon2id(1024, 2, 1);
  private static final byte[] PASSWORD = "secret".getBytes(StandardCharsets.UTF_8);

  private final DjangoPasswords pbkdf2 = new DjangoPasswords(PasswordSettings.of(PBKDF2));
  private final DjangoPasswords argon2 = new DjangoPasswords(PasswordSettings.of(ARGON2));

  @Test
  void strongerFormatsAtTheirUsualCostAreLeftAlone() {
    assertThat(pbkdf2.verify("secret", bcrypt("bcrypt", 12))).isEqualTo(MATCH);
    assertThat(pbkdf2.verify("secret", scrypt(1 << 14, 8, 1))).isEqualTo(MATCH);
    assertThat(pbkdf2.verify("secret", argon2(7168, 5, 19))).isEqualTo(MATCH);
    assertThat(pbkdf2.verify("secret", argon2(102_400, 2, 19))).isEqualTo(MATCH);
    assertThat(argon2.verify("secret", argon2(7168, 5, 19))).isEqualTo(MATCH);
  }

  @Test
  void strongerFormatsBelowTheirUsualCostAreOutdated() {
    assertThat(pbkdf2.verify("secret", bcrypt("bcrypt", 11))).isEqualTo(MATCH_OUTDATED);
    assertThat(pbkdf2.verify("secret", scrypt(1 << 13, 8, 1))).isEqualTo(MATCH_OUTDATED);
    assertThat(pbkdf2.verify("secret", argon2(7168, 4, 19))).isEqualTo(MATCH_OUTDATED);
    assertThat(argon2.verify("secret", argon2(1024, 1, 19))).isEqualTo(MATCH_OUTDATED);
  }

  @Test
  void theFirstVersionOfArgon2IsOutdatedWhateverItsCost() {
    assertThat(pbkdf2.verify("secret", argon2(7168, 5, 16))).isEqualTo(MATCH_OUTDATED);
  }

  @Test
  void allElseIsWeakerThanArgon2() {
    assertThat(argon2.verify("secret", bcrypt("bcrypt", 12))).isEqualTo(MATCH_OUTDATED);
    assertThat(argon2.verify("secret", scrypt(1 << 14, 8, 1))).isEqualTo(MATCH_OUTDATED);
    assertThat(
            argon2.verify(
                "secret", new DjangoPasswords(PasswordSettings.defaults()).encode("secret")))
        .isEqualTo(MATCH_OUTDATED);
  }

  @Test
  void strongerFormatsAreConvertedWhereThatIsChosen() {
    DjangoPasswords converting =
        new DjangoPasswords(new PasswordSettings(PBKDF2, true, Set.of(), CostLimits.defaults()));

    assertThat(converting.verify("secret", bcrypt("bcrypt", 12))).isEqualTo(MATCH_OUTDATED);
    assertThat(converting.verify("secret", scrypt(1 << 14, 8, 1))).isEqualTo(MATCH_OUTDATED);
    assertThat(converting.verify("secret", argon2(7168, 5, 19))).isEqualTo(MATCH_OUTDATED);
    assertThat(converting.verify("secret", converting.encode("secret"))).isEqualTo(MATCH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pbkdf2_sha1", "md5", "sha1", "unsalted_md5", "unsalted_sha1"})
  void historicFormatsAreOutdatedWhateverTheChoice(String algorithm) {
    assertThat(DjangoVectors.all())
        .filteredOn(vector -> vector.algorithm().equals(algorithm))
        .hasSizeGreaterThan(30)
        .allSatisfy(
            vector -> {
              assertThat(pbkdf2.verify(vector.password(), vector.encoded()))
                  .isEqualTo(MATCH_OUTDATED);
              assertThat(argon2.verify(vector.password(), vector.encoded()))
                  .isEqualTo(MATCH_OUTDATED);
            });
  }

  @Test
  void tellsByHowManyIterationsAPasswordFallsShort() {
    assertThat(pbkdf2.fewerIterations(pbkdf2(999))).contains(new FewerIterations(999, 1000));
    for (String left : List.of(pbkdf2(1000), pbkdf2(1001), bcrypt("bcrypt", 4), "!", "md5$a$b")) {
      assertThat(pbkdf2.fewerIterations(left)).as(left).isEmpty();
    }
    assertThat(argon2.fewerIterations(pbkdf2(999))).isEmpty();
  }

  private static String pbkdf2(int iterations) {
    return new DjangoPasswords(PasswordSettings.of(new Encoding.Pbkdf2Sha256(iterations)))
        .encode("secret");
  }

  private static String bcrypt(String algorithm, int cost) {
    return algorithm + "$" + OpenBSDBCrypt.generate("2b", PASSWORD, new byte[16], cost);
  }

  private static String scrypt(int n, int r, int p) {
    byte[] salt = "saltsaltsaltsaltsaltsa".getBytes(StandardCharsets.UTF_8);
    return "scrypt$%d$saltsaltsaltsaltsaltsa$%d$%d$%s"
        .formatted(
            n,
            r,
            p,
            Base64.getEncoder().encodeToString(SCrypt.generate(PASSWORD, salt, n, r, p, 64)));
  }

  private static String argon2(int memory, int passes, int version) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(version)
            .withMemoryAsKB(memory)
            .withIterations(passes)
            .withParallelism(1)
            .withSalt(new byte[16])
            .build());
    byte[] hash = new byte[32];
    generator.generateBytes(PASSWORD, hash);
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "argon2$argon2id$v=%d$m=%d,t=%d,p=1$%s$%s"
        .formatted(
            version,
            memory,
            passes,
            base64.encodeToString(new byte[16]),
            base64.encodeToString(hash));
  }
}
