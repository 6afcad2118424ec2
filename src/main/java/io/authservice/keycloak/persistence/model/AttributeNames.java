package io.authservice.keycloak.persistence.model;

import io.authservice.keycloak.account.UserField;
import java.util.Locale;
import java.util.Set;

/** Names that mean something else already, whatever their letter case. */
final class AttributeNames {

  /** Keycloak's own, and those under which the server shows what the fields and groups hold. */
  private static final Set<String> TAKEN =
      Set.of(
          "acr",
          "aud",
          "created_timestamp",
          "createdtimestamp",
          "createtimestamp",
          "credentials",
          "disabledreason",
          "django_groups",
          "email_verified",
          "emailverified",
          "enabled",
          "exp",
          "federationlink",
          "fednotbefore",
          "firstname",
          "groups",
          "iat",
          "is_temporary_admin",
          "iss",
          "jti",
          "kerberos_principal",
          "lastname",
          "ldap_entry_dn",
          "ldap_id",
          "modifytimestamp",
          "origin",
          "permissions",
          "realm_access",
          "requiredactions",
          "resource_access",
          "roles",
          "scope",
          "serviceaccountclientid",
          "sub",
          "terms_and_conditions",
          "token_type",
          "usercertificate",
          "user_id",
          "user_permissions");

  private AttributeNames() {}

  static boolean isTaken(String name) {
    String plain = name.toLowerCase(Locale.ROOT);
    return TAKEN.contains(plain)
        || plain.startsWith("kc_")
        || UserField.ALL.stream().anyMatch(field -> field.column().equals(plain));
  }
}
