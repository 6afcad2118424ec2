package io.authservice.keycloak.migration.extra;

import io.authservice.keycloak.migration.check.OutcomeCounts;
import java.util.LinkedHashMap;
import java.util.Map;

/** What became of what the user model has beyond the fields, or would: counted in users. */
public final class ExtraCounts {

  private final OutcomeCounts attributes = new OutcomeCounts();
  private final OutcomeCounts verified = new OutcomeCounts();

  /** Who has attributes. */
  OutcomeCounts attributes() {
    return attributes;
  }

  /** Whose e-mail the model has for verified. */
  OutcomeCounts verified() {
    return verified;
  }

  /** One whom the database refused. */
  public void refuse() {
    attributes.refuse();
  }

  /** For the report. */
  public Map<String, Object> asJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("attributes", attributes.asJson());
    json.put("verified_emails", verified.asJson());
    return json;
  }
}
