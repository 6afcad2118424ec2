import jakarta.ws.rs.core.Response;
import java.util.List;
import org.keycloak.OAuth2Constants;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;
import org.keycloak.representations.idm.UserRepresentation;

/** Keycloak's admin client for Java, as a superuser of the realm uses it. */
final class Administration {

  private Administration() {}

  public static void main(String[] arguments) {
    String name = System.getenv("USER_NAME");
    try (Keycloak keycloak = keycloak()) {
      var users = keycloak.realm("auth-service").users();

      UserRepresentation found = users.searchByUsername(name, true).get(0);
      done("search", found.getUsername().equals(name));

      UserRepresentation made = new UserRepresentation();
      made.setUsername(name + "-made");
      made.setEnabled(true);
      String id;
      try (Response answer = users.create(made)) {
        done("create", answer.getStatus() == 201);
        id = answer.getLocation().getPath().replaceFirst(".*/", "");
      }

      UserRepresentation read = users.get(id).toRepresentation();
      read.setFirstName("Given");
      users.get(id).update(read);
      done("change", users.get(id).toRepresentation().getFirstName().equals("Given"));

      users.get(id).remove();
      done("remove", users.searchByUsername(name + "-made", true).equals(List.of()));
    }
  }

  static Keycloak keycloak() {
    return KeycloakBuilder.builder()
        .serverUrl("https://auth.example.com")
        .realm("auth-service")
        .grantType(OAuth2Constants.PASSWORD)
        .clientId("admin-cli")
        .username(System.getenv("SUPERUSER_NAME"))
        .password(System.getenv("SUPERUSER_PASSWORD"))
        .build();
  }

  private static void done(String step, boolean right) {
    if (!right) {
      throw new AssertionError(step);
    }
    System.out.println("ok " + step);
  }
}
