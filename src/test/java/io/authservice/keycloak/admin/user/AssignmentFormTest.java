package io.authservice.keycloak.admin.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.account.group.AssignmentChange;
import io.authservice.keycloak.wire.body.BodyParser;
import io.authservice.keycloak.wire.body.RequestBody;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AssignmentFormTest {

  private final AssignmentForm form = new AssignmentForm();

  @Test
  void leavesAloneWhatIsNotSent() {
    assertThat(form.update(json("{\"user_permissions\":[7]}")).orThrow())
        .isEqualTo(new AssignmentChange(Optional.empty(), Optional.of(Set.of(7L))));
    assertThat(form.update(json("{}")).orThrow()).isEqualTo(AssignmentChange.NONE);
  }

  @Test
  void namesWhatIsWrongWithBothLists() {
    assertThat(form.update(json("{\"groups\":null,\"user_permissions\":{}}")).errors().codes())
        .hasToString("{groups=[null], user_permissions=[not_a_list]}");
  }

  private static RequestBody json(String body) {
    return new BodyParser(1000, 4).parse("application/json", body.getBytes(StandardCharsets.UTF_8));
  }
}
