package io.authservice.keycloak.bench;

import io.authservice.keycloak.password.DjangoPasswords;
import io.authservice.keycloak.password.PasswordSettings;
import io.authservice.keycloak.password.Verification;
import io.authservice.keycloak.password.format.Encoding;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The right password in the formats that new passwords may have, at their usual cost. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PasswordMicro {

  private static final String PASSWORD = "correct horse battery staple";

  private final DjangoPasswords pbkdf2 =
      new DjangoPasswords(PasswordSettings.of(Encoding.Pbkdf2Sha256.djangoDefault()));
  private final DjangoPasswords argon2 =
      new DjangoPasswords(PasswordSettings.of(Encoding.Argon2id.keycloakDefault()));

  private String pbkdf2Hash = "";
  private String argon2Hash = "";

  /** Encodes the password in each format. */
  @Setup
  public void encode() {
    pbkdf2Hash = pbkdf2.encode(PASSWORD);
    argon2Hash = argon2.encode(PASSWORD);
  }

  /** Django 5.2's default. */
  @Benchmark
  public Verification pbkdf2Sha256OfAMillionIterations() {
    return pbkdf2.verify(PASSWORD, pbkdf2Hash);
  }

  /** Keycloak's default. */
  @Benchmark
  public Verification argon2OfSevenMebibytes() {
    return argon2.verify(PASSWORD, argon2Hash);
  }
}
