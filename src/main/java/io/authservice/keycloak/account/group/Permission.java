package io.authservice.keycloak.account.group;

/**
 * One of Django's permissions ({@code auth.Permission}).
 *
 * @param codename what may be done, such as {@code add_user}
 * @param name the same for people to read
 * @param appLabel the application it belongs to ({@code content_type.app_label})
 * @param model what it is about ({@code content_type.model})
 */
public record Permission(long id, String codename, String name, String appLabel, String model) {

  /** As Django's {@code has_perm} is asked: {@code <app_label>.<codename>}. */
  public String qualifiedName() {
    return appLabel + "." + codename;
  }
}
