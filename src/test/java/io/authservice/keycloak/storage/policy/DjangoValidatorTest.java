package io.authservice.keycloak.storage.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.authservice.keycloak.documentation.Page;
import io.authservice.keycloak.storage.identity.PasswordRules;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keycloak.policy.PolicyError;

class DjangoValidatorTest {

  private static final List<DjangoValidator> ALL = Arrays.asList(DjangoValidator.values());

  /** With its name in the console, its default and its code. */
  @Test
  void eachIsOnThePageAsItIs() {
    assertThat(Page.of("docs/configuration.md").rows("Django's validator"))
        .extracting(
            row -> row.get(1).split("\\*")[1],
            row -> Page.coded(row.get(2)).get(0),
            row -> Page.coded(row.get(3)).get(0))
        .containsExactlyElementsOf(
            ALL.stream()
                .map(
                    validator ->
                        tuple(
                            validator.displayName(),
                            validator.usual() == null
                                ? validator.id()
                                : validator.id() + "(" + validator.usual() + ")",
                            DjangoValidator.codeOf(new PolicyError(validator.key())).text()))
                .toList());
  }

  @Test
  void eachIsToldBeforehandInItsOrder() {
    assertThat(PasswordRules.KNOWN)
        .startsWith(ALL.stream().map(DjangoValidator::id).toArray(String[]::new));
  }
}
