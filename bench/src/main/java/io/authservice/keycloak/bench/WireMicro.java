package io.authservice.keycloak.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.authservice.keycloak.api.users.UserForm;
import io.authservice.keycloak.api.users.UserFormRules;
import io.authservice.keycloak.api.users.UserInput;
import io.authservice.keycloak.wire.body.BodyParser;
import io.authservice.keycloak.wire.body.RequestBody;
import io.authservice.keycloak.wire.field.Validated;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Request bodies on their way from bytes to a user's values. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class WireMicro {

  private static final int MAX_BYTES = 1 << 20;

  private final byte[] json =
      """
      {"username": "ada", "email": "ada@example.com", "first_name": "Ada",
       "last_name": "Lovel\\u00e4ce", "password": "correct horse battery staple"}\
      """
          .getBytes(UTF_8);
  private final byte[] form =
      "username=ada&email=ada%40example.com&first_name=Ada&last_name=Lovel%C3%A4ce&password=correct+horse"
          .getBytes(UTF_8);
  private final byte[] nested = ("[".repeat(100) + "]".repeat(100)).getBytes(UTF_8);
  private final BodyParser parser = new BodyParser(MAX_BYTES, 200);
  private final UserForm users = new UserForm();
  private final UserFormRules rules = new UserFormRules(true, false);

  /** A registration as most clients send it. */
  @Benchmark
  public Validated<UserInput> registrationAsJson() {
    return users.create(parser.parse("application/json", json), rules, taken -> false);
  }

  /** The same as a form. */
  @Benchmark
  public Validated<UserInput> registrationAsForm() {
    return users.create(
        parser.parse("application/x-www-form-urlencoded", form), rules, taken -> false);
  }

  /** Nothing but depth. */
  @Benchmark
  public RequestBody aHundredNestedLists() {
    return parser.parse("application/json", nested);
  }
}
