package io.authservice.keycloak.storage.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.UserModel;
import org.keycloak.validate.ValidationContext;
import org.keycloak.validate.ValidatorConfig;

/** E-mails on Keycloak's pages, by the rules of the API. */
class EmailAddressValidatorTest {

  private static boolean takes(String email, Map<String, Object> attributes) {
    ValidationContext context = new ValidationContext();
    context.getAttributes().putAll(attributes);
    new EmailAddressValidator().validate(List.of(email), "email", context, ValidatorConfig.EMPTY);
    return context.isValid();
  }

  @ParameterizedTest
  @ValueSource(strings = {"anna@example.org", "anna@localhost", ""})
  void takesWhatTheApiTakes(String email) {
    assertThat(takes(email, Map.of())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"anna@example", "anna@example.o"})
  void refusesWhatTheApiRefuses(String email) {
    assertThat(takes(email, Map.of())).isFalse();
  }

  /** A login looks at the address again, and is not to end there. */
  @ParameterizedTest
  @ValueSource(strings = {"anna@example", "anna@example.o"})
  void letsWhoHasAnAddressKeepIt(String email) {
    UserModel user =
        (UserModel)
            Proxy.newProxyInstance(
                UserModel.class.getClassLoader(),
                new Class<?>[] {UserModel.class},
                (proxy, method, arguments) -> method.getName().equals("getEmail") ? email : null);

    assertThat(takes(email, Map.of(UserModel.class.getName(), user))).isTrue();
  }
}
