package io.authservice.keycloak.admin.page;

import io.authservice.keycloak.http.exchange.PageFiles;
import java.util.List;
import java.util.stream.Stream;

/** The files of the administrators' page. A closed list. */
public final class ConsoleFiles {

  /** Runs before anything is painted, and imports nothing. */
  private static final String CLASSIC = "theme.js";

  private static final List<String> NAMES =
      List.of(
          "index.html",
          "api.js",
          "assessment-report.js",
          "assessment.js",
          "bulk-run.js",
          "bulk.js",
          "console.css",
          "context.js",
          "dialog.js",
          "dom.js",
          "editor.js",
          "errors.js",
          "facts.js",
          "fields.js",
          "form-frame.js",
          "form.js",
          "group.js",
          "groups.js",
          "history.js",
          "home.js",
          "main.js",
          "pages.js",
          "parameters.js",
          "password-advice.js",
          "picker.js",
          "router.js",
          "saving.js",
          "selection.js",
          "session.js",
          "shell.js",
          "text.js",
          "theme.js",
          "toast.js",
          "ui.js",
          "unsaved.js",
          "user-count.js",
          "user-details.js",
          "user-fields.js",
          "user-new.js",
          "user-password.js",
          "user-security.js",
          "user.js",
          "users-filters.js",
          "users-table.js",
          "users.js");

  private final PageFiles files = new PageFiles("/auth-service-console/", NAMES);

  PageFiles files() {
    return files;
  }

  /** The scripts that import one another. */
  static Stream<String> modules() {
    return NAMES.stream().filter(name -> name.endsWith(".js") && !name.equals(CLASSIC));
  }
}
